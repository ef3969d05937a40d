package io.emistream.app.bench.load;

import io.emistream.app.role.Recording;
import io.emistream.app.role.Recordings;
import io.emistream.audio.AudioFiles;
import io.emistream.audio.UnreadableAudio;
import io.emistream.schemas.Pcm16;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The bundled recordings, from which any number of voices can be made, each begun at another place. */
public final class Voices {
    private static final int ONE_MARKED_IN = 16;

    /** Multiples of it fall evenly between 0 and 1, however many they are. */
    private static final double GOLDEN = 0.618033988749895;

    private final List<short[]> recordings;

    private Voices(List<short[]> recordings) {
        this.recordings = recordings;
    }

    /** @param folder where decoders find the recordings */
    public static Voices bundled(Path folder) throws IOException, UnreadableAudio {
        var heard = new ArrayList<short[]>();
        for (Recording recording : Recordings.bundled(folder)) {
            try (var stream = AudioFiles.open(recording.file())) {
                heard.add(Pcm16.shorts(Pcm16.encode(stream.readAll())));
            }
        }
        return new Voices(List.copyOf(heard));
    }

    /** All of a load: sessions of speech, and of marked tones. */
    List<Voice> of(Load load, IntFunction<String> names) {
        var all = new ArrayList<>(speech(names, load.sessions(), load.samples()));
        all.addAll(marked(names, load.sessions(), load.samples()));
        return all;
    }

    /** How many segments a load has. */
    public int segments(Load load, IntFunction<String> names) {
        return of(load, names).stream()
                .mapToInt(voice -> voice.segments().size())
                .sum();
    }

    /** That many voices, for whoever names them. */
    public List<Voice> speech(int voices, long samples) {
        return speech("voice", voices, samples);
    }

    /** That many sessions of speech. */
    List<Voice> speech(String prefix, int sessions, long samples) {
        return speech(i -> prefix + "-" + i, sessions, samples);
    }

    /** The same, with names by their numbers. */
    List<Voice> speech(IntFunction<String> names, int sessions, long samples) {
        var voices = new ArrayList<Voice>();
        for (int i = 0; i < sessions; i++) {
            var recording = recordings.get(i % recordings.size());
            int offset = (int) (i * GOLDEN % 1 * recording.length);
            voices.add(new Voice(names.apply(i), "speaker", new LoopedSpeech(recording, offset), samples));
        }
        return voices;
    }

    /** Sessions of marked tones that go along with so many of speech, numbered after them: one in sixteen, and one at least. */
    private static List<Voice> marked(IntFunction<String> names, int sessions, long samples) {
        var voices = new ArrayList<Voice>();
        for (int i = 0; i < Math.max(1, sessions / ONE_MARKED_IN); i++)
            voices.add(new Voice(names.apply(sessions + i), "tones", new MarkedTones(i, samples), samples));
        return voices;
    }
}
