package io.emistream.app.evaluate;

import io.emistream.audio.AudioFiles;
import io.emistream.trainer.augment.Channel;
import io.emistream.trainer.corpus.ClipRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Up to four clips of other speakers of the same folder, talking in the background. Seeded: the same clip gets the same background at every level. */
final class Babble {
    private static final int POOL = 24;
    private static final int VOICES = 4;

    private final Map<ClipRecord, float[]> pool = new LinkedHashMap<>();
    private final long seed;

    /** Reads some of the clips. Those that cannot be read are no voices here, and fail elsewhere. */
    Babble(List<ClipRecord> clips, long seed) {
        this.seed = seed;
        var shuffled = new ArrayList<>(clips);
        Collections.shuffle(shuffled, new Random(seed));
        for (ClipRecord clip : shuffled) {
            if (pool.size() == POOL) break;
            try (var stream = AudioFiles.open(clip.audio())) {
                pool.put(clip, stream.readAll());
            } catch (IOException e) {
                continue;
            }
        }
    }

    /** Whether somebody else speaks in the folder. */
    boolean possible() {
        return pool.keySet().stream().map(ClipRecord::speaker).distinct().count() > 1;
    }

    Change at(double snrDb) {
        return (clip, samples) -> Channel.babble(samples, voices(clip), snrDb);
    }

    private List<float[]> voices(ClipRecord clip) {
        var others = new ArrayList<float[]>();
        pool.forEach((other, samples) -> {
            if (!other.speaker().equals(clip.speaker())) others.add(samples);
        });
        Collections.shuffle(others, new Random(seed ^ clip.id().hashCode()));
        return others.subList(0, Math.min(VOICES, others.size()));
    }
}
