package io.emistream.trainer.run;

import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.CorpusClip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

/**
 * One split taken apart by its speakers: two thirds to learn from, the rest to be judged by. It tells what a network learns from a split where another
 * split's labels are not public. Pure.
 */
final class TwoToOne {
    private static final long SEED = 20_240_617;

    private TwoToOne() {}

    /** The clips of that split, now in {@code TRAIN} or {@code TEST}; the same for the same speakers. */
    static List<CorpusClip> split(List<CorpusClip> clips, Split of) {
        List<CorpusClip> inside =
                clips.stream().filter(clip -> clip.split() == of).toList();
        var speakers = new ArrayList<>(
                inside.stream().map(CorpusClip::speaker).distinct().sorted().toList());
        if (speakers.size() < 2)
            throw new IllegalArgumentException(
                    "split %s has %d speakers; at least 2 can be taken apart".formatted(of, speakers.size()));
        Collections.shuffle(speakers, new Random(SEED));
        var learned = new HashSet<>(speakers.subList(0, Math.max(1, 2 * speakers.size() / 3)));
        return inside.stream()
                .map(clip -> clip.in(learned.contains(clip.speaker()) ? Split.TRAIN : Split.TEST))
                .toList();
    }
}
