package io.emistream.audio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file's channels apart, each as mono at 16 kHz, from one decoding pass. Read them in turn: what one has and another has not read waits in memory. One
 * thread.
 */
public final class ChannelStreams implements AutoCloseable {
    private final List<SampleStream> channels;

    private ChannelStreams(List<SampleStream> channels) {
        this.channels = List.copyOf(channels);
    }

    static ChannelStreams of(Path file, PcmSource source) throws UnreadableAudio {
        var channels = new ArrayList<SampleStream>();
        for (var channel : new SplitDecoding(source).channels()) channels.add(new SampleStream(file, channel));
        return new ChannelStreams(channels);
    }

    /** One a channel, in the file's order: of two, left and right. All of the same length. */
    public List<SampleStream> channels() {
        return channels;
    }

    @Override
    public void close() {
        channels.forEach(SampleStream::close);
    }
}
