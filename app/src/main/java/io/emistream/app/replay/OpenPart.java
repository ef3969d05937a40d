package io.emistream.app.replay;

import io.emistream.app.replay.Call.Part;
import io.emistream.audio.AudioFiles;
import io.emistream.audio.SampleStream;
import io.emistream.audio.UnreadableAudio;
import java.util.ArrayList;
import java.util.List;

/**
 * A file's voices as they are published, from one decoding pass. One thread.
 *
 * @param voices one, or one a channel; to be read in turn
 */
record OpenPart(List<Voice> voices) implements AutoCloseable {
    /** One participant's audio. */
    record Voice(String participant, SampleStream audio) {}

    static OpenPart open(Part part, Channels channels) throws UnreadableAudio {
        if (channels == Channels.MIX)
            return new OpenPart(List.of(new Voice(part.participant(), AudioFiles.open(part.file()))));
        var split = AudioFiles.openChannels(part.file());
        var voices = new ArrayList<Voice>();
        int count = split.channels().size();
        for (int i = 0; i < count; i++)
            voices.add(new Voice(participant(part, i, count), split.channels().get(i)));
        return new OpenPart(voices);
    }

    /** {@code left}, {@code right} or {@code channel-3}, after the file's own participant where a session has several files. */
    private static String participant(Part part, int channel, int count) {
        if (count == 1) return part.participant();
        var side = count > 2 ? "channel-" + (channel + 1) : channel == 0 ? "left" : "right";
        return part.participant().equals(Layout.ONE_VOICE) ? side : part.participant() + "-" + side;
    }

    @Override
    public void close() {
        voices.forEach(voice -> voice.audio().close());
    }
}
