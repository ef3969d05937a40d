package io.emistream.producer.microphone;

import java.util.function.Predicate;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.Control;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineListener;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/** A device that counts: its first frame holds 0 in each channel, the next 1, and so on. It can be unplugged. One thread. */
final class FakeMicrophone implements Microphone {
    private static final int LARGEST = 1000;

    private final Predicate<AudioFormat> known;
    private boolean plugged = true;

    FakeMicrophone(Predicate<AudioFormat> known) {
        this.known = known;
    }

    void unplug() {
        plugged = false;
    }

    /** The value of a frame, in [-1, 1). */
    static float value(long frame) {
        return frame % LARGEST / 32_768f;
    }

    @Override
    public String name() {
        return "Fake USB microphone";
    }

    @Override
    public String description() {
        return "counts";
    }

    @Override
    public boolean supports(AudioFormat format) {
        return known.test(format);
    }

    @Override
    public TargetDataLine open(AudioFormat format, int bufferBytes) throws LineUnavailableException {
        if (!plugged || !known.test(format))
            throw new LineUnavailableException("line with format " + format + " not supported");
        return new CountingLine(format, bufferBytes);
    }

    private final class CountingLine implements TargetDataLine {
        private final AudioFormat format;
        private final int bufferBytes;
        private boolean open = true;
        private boolean started;
        private long frame;

        CountingLine(AudioFormat format, int bufferBytes) {
            this.format = format;
            this.bufferBytes = bufferBytes;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            for (int at = offset; at < offset + length; frame++)
                for (int channel = 0; channel < format.getChannels(); channel++) {
                    bytes[at++] = (byte) (frame % LARGEST);
                    bytes[at++] = (byte) (frame % LARGEST >> 8);
                }
            return length;
        }

        @Override
        public int available() {
            return open && started && plugged ? bufferBytes : 0;
        }

        @Override
        public void start() {
            started = true;
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public AudioFormat getFormat() {
            return format;
        }

        @Override
        public void open(AudioFormat wanted, int size) {
            open();
        }

        @Override
        public void open(AudioFormat wanted) {
            open();
        }

        @Override
        public void open() {
            open = true;
        }

        @Override
        public void stop() {
            started = false;
        }

        @Override
        public boolean isRunning() {
            return started;
        }

        @Override
        public boolean isActive() {
            return started;
        }

        @Override
        public int getBufferSize() {
            return bufferBytes;
        }

        @Override
        public int getFramePosition() {
            return (int) frame;
        }

        @Override
        public long getLongFramePosition() {
            return frame;
        }

        @Override
        public long getMicrosecondPosition() {
            return (long) (frame * 1e6 / format.getSampleRate());
        }

        @Override
        public float getLevel() {
            return 0;
        }

        @Override
        public Line.Info getLineInfo() {
            return new DataLine.Info(TargetDataLine.class, format);
        }

        @Override
        public void drain() {}

        @Override
        public void flush() {}

        @Override
        public Control[] getControls() {
            return new Control[0];
        }

        @Override
        public boolean isControlSupported(Control.Type control) {
            return false;
        }

        @Override
        public Control getControl(Control.Type control) {
            throw new IllegalArgumentException("no controls");
        }

        @Override
        public void addLineListener(LineListener listener) {}

        @Override
        public void removeLineListener(LineListener listener) {}
    }
}
