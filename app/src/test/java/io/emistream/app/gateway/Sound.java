package io.emistream.app.gateway;

import io.emistream.audio.LiveResampling;
import io.emistream.audio.SampleEncoding;
import io.emistream.schemas.Pcm16;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Noise, and what it is on the log. */
final class Sound {
    private Sound() {}

    static byte[] of(int samples, SampleEncoding encoding) {
        var bytes = new byte[samples * encoding.bytes()];
        var random = new Random(samples);
        random.nextBytes(bytes);
        if (encoding == SampleEncoding.F32LE) {
            var floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (floats.hasRemaining()) floats.putFloat(random.nextFloat() - 0.5f);
        }
        return bytes;
    }

    /** What becomes of all the audio at once. */
    static short[] onTheLog(byte[] bytes, SampleEncoding encoding, int rate) {
        var live = new LiveResampling(rate);
        var most = live.add(encoding.decode(ByteBuffer.wrap(bytes)));
        var rest = live.end();
        var all = Arrays.copyOf(most, most.length + rest.length);
        System.arraycopy(rest, 0, all, most.length, rest.length);
        return Pcm16.shorts(Pcm16.encode(all));
    }
}
