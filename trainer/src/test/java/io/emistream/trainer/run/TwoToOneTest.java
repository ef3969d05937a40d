package io.emistream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.CorpusClip;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoToOneTest {

    @Test
    void noSpeakerIsOnBothSidesAndTwoThirdsAreLearnedFrom() {
        List<CorpusClip> parts = TwoToOne.split(clips(9), Split.TRAIN);

        Set<String> learned = speakers(parts, Split.TRAIN);
        Set<String> judged = speakers(parts, Split.TEST);
        assertThat(learned).hasSize(6);
        assertThat(judged).hasSize(3);
        assertThat(new HashSet<>(learned)).doesNotContainAnyElementsOf(judged);
        assertThat(parts).hasSize(18).noneMatch(clip -> clip.split() == Split.VALIDATION);
    }

    @Test
    void twoSpeakersAreOneAndOne() {
        List<CorpusClip> parts = TwoToOne.split(clips(2), Split.TRAIN);

        assertThat(speakers(parts, Split.TRAIN)).hasSize(1);
        assertThat(speakers(parts, Split.TEST)).hasSize(1);
    }

    @Test
    void oneSpeakerCannotBeTakenApart() {
        assertThatThrownBy(() -> TwoToOne.split(clips(1), Split.TRAIN)).hasMessageContaining("at least 2");
    }

    private static Set<String> speakers(List<CorpusClip> clips, Split split) {
        return clips.stream()
                .filter(clip -> clip.split() == split)
                .map(CorpusClip::speaker)
                .collect(Collectors.toSet());
    }

    /** Two clips a speaker, and one of another split that must not be seen. */
    private static List<CorpusClip> clips(int speakers) {
        return IntStream.range(0, 3 * speakers)
                .mapToObj(i -> new CorpusClip(
                        "c" + i,
                        "s" + i / 3,
                        i % 3 == 2 ? Split.VALIDATION : Split.TRAIN,
                        Map.of(),
                        null,
                        "set",
                        Map.of(),
                        Path.of("none"),
                        1))
                .toList();
    }
}
