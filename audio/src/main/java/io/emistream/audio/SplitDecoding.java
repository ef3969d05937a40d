package io.emistream.audio;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a file once and hands each channel on as a mono source of its own. What one channel has not read yet is kept for it: read in turn they hold a
 * block each, read one after the other the first makes the file wait in memory for the others. One thread.
 */
final class SplitDecoding {
    private static final int FRAMES = 4096;

    private final PcmSource source;
    private final float[] interleaved;
    private final List<Channel> channels = new ArrayList<>();
    private @Nullable IOException broken;
    private boolean ended;
    private int open;

    SplitDecoding(PcmSource source) {
        this.source = source;
        int count = source.format().channels();
        interleaved = new float[FRAMES * count];
        for (int i = 0; i < count; i++) channels.add(new Channel(i));
        open = count;
    }

    /** One a channel, in the file's order; the decoder is closed with the last of them. */
    List<PcmSource> channels() {
        return List.copyOf(channels);
    }

    private void decode() {
        try {
            int frames = source.read(interleaved);
            if (frames < 0) ended = true;
            else for (var channel : channels) channel.take(frames);
        } catch (IOException e) {
            broken = e;
        }
    }

    private final class Channel implements PcmSource {
        private final int index;
        private final SourceFormat format;
        private final Queue<float[]> waiting = new ArrayDeque<>();
        private int used; // of the first that waits
        private boolean closed;

        Channel(int index) {
            var whole = source.format();
            this.index = index;
            format = new SourceFormat(whole.name(), whole.rate(), 1, whole.frames());
        }

        void take(int frames) {
            if (closed || frames == 0) return;
            var samples = new float[frames];
            for (int i = 0; i < frames; i++) samples[i] = interleaved[i * channels.size() + index];
            waiting.add(samples);
        }

        @Override
        public SourceFormat format() {
            return format;
        }

        @Override
        public int read(float[] samples) throws IOException {
            while (waiting.isEmpty() && broken == null && !ended) decode();
            var next = waiting.peek();
            if (next == null && broken != null) throw broken;
            if (next == null) return -1;
            int count = Math.min(next.length - used, samples.length);
            System.arraycopy(next, used, samples, 0, count);
            used += count;
            if (used == next.length) {
                waiting.remove();
                used = 0;
            }
            return count;
        }

        @Override
        public List<String> remarks() {
            return source.remarks();
        }

        @Override
        public void close() throws IOException {
            if (closed) return;
            closed = true;
            waiting.clear();
            if (--open == 0) source.close();
        }
    }
}
