package io.emistream.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The wire encoding {@code PCM_S16LE}: one sample is a signed 16-bit little-endian number, 32,768 steps to full scale.
 * A sample is rounded to the nearest step (halves upwards) and clipped to −1 … 32,767/32,768; NaN becomes 0.
 */
public final class Pcm16 {
    /** Bytes of one sample. */
    public static final int BYTES = Short.BYTES;

    /** Bytes that the payload of a chunk may have: 1 s. */
    public static final int LONGEST_CHUNK = 32_000;

    private static final float FULL_SCALE = 32_768f;

    /** A power of two: a product with it has the very bits of the quotient, sooner. */
    private static final float STEP = 1 / FULL_SCALE;

    private Pcm16() {}

    /** The samples, nominally in [-1, 1], as bytes. */
    public static byte[] encode(float[] samples) {
        var bytes = ByteBuffer.allocate(samples.length * BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) bytes.putShort(step(sample));
        return bytes.array();
    }

    /** The samples as bytes. */
    public static byte[] encode(short[] samples) {
        var bytes = ByteBuffer.allocate(samples.length * BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }

    /** The samples in the bytes. Throws {@link IllegalArgumentException} when half a sample is left over. */
    public static short[] shorts(byte[] bytes) {
        return shorts(ByteBuffer.wrap(bytes));
    }

    /** The samples in what remains of the buffer, whose position stays. Throws as {@link #shorts(byte[])} does. */
    public static short[] shorts(ByteBuffer bytes) {
        if (bytes.remaining() % BYTES != 0)
            throw new IllegalArgumentException("PCM16 payload has " + bytes.remaining()
                    + " bytes; its length must be even (2 bytes a sample): the sender cut a sample in half");
        var samples = new short[bytes.remaining() / BYTES];
        bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    /** The samples in the bytes, in [-1, 1). Throws as {@link #shorts(byte[])} does. */
    public static float[] floats(byte[] bytes) {
        return floats(ByteBuffer.wrap(bytes));
    }

    /** The samples in what remains of the buffer, in [-1, 1); its position stays. Throws as {@link #shorts(byte[])} does. */
    public static float[] floats(ByteBuffer bytes) {
        return floats(shorts(bytes));
    }

    /** The samples in [-1, 1). */
    public static float[] floats(short[] steps) {
        var samples = new float[steps.length];
        for (int i = 0; i < steps.length; i++) samples[i] = steps[i] * STEP;
        return samples;
    }

    /** What is left of the samples after they crossed the wire: the same as decoding their encoding. */
    public static float[] quantise(float[] samples) {
        var heard = new float[samples.length];
        for (int i = 0; i < samples.length; i++) heard[i] = step(samples[i]) * STEP;
        return heard;
    }

    private static short step(float sample) {
        // Math.round makes 0 of NaN and the widest int of infinities
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample * FULL_SCALE)));
    }
}
