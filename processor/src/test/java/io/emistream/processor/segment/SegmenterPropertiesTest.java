package io.emistream.processor.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.emistream.schemas.avro.Trigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for every stream. */
class SegmenterPropertiesTest {
    private static final SegmentRules RULES = SegmentRules.standard();
    private static final int LEAST_HEARD = 1_600; // 100 ms: shorter pieces beside a gap may be taken for clicks

    @Property(tries = 60, seed = "20261123")
    void cutsTileTheSpeech(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        var sound = Sound.conversation(45, seed);

        var cuts = Segmentation.of(RULES, sound.samples());

        assertWellFormed(cuts);
        assertCovered(cuts, sound.speech(), sound.length(), List.of());
    }

    @Property(tries = 60, seed = "20261124")
    void cutsAreTheSameHoweverChunksAreSized(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seed, @ForAll @IntRange(min = 1, max = 16_000) int most) {
        var sound = Sound.conversation(30, seed);
        var sizes = new Random(seed);
        var segmenter = new Segmenter(RULES);
        var cuts = new ArrayList<Cut>();

        for (int at = 0; at < sound.length(); ) {
            int to = Math.min(sound.length(), at + 1 + sizes.nextInt(most));
            cuts.addAll(segmenter.push(sound.samples(at, to)));
            at = to;
        }
        cuts.addAll(segmenter.end(Trigger.END));

        assertThat(cuts).isEqualTo(Segmentation.of(RULES, sound.samples()));
    }

    @Property(tries = 40, seed = "20261125")
    void cutsAreTheSameWhenTheStateMovesAtAnyPoint(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seed, @ForAll @IntRange(min = 1, max = 5_000) int chunk) {
        var sound = Sound.conversation(30, seed);
        var cuts = new ArrayList<Cut>();
        byte[] state = new Segmenter(RULES).state();

        for (int at = 0; at < sound.length(); at += chunk) {
            var moved = Segmenter.resume(RULES, state);
            cuts.addAll(moved.push(sound.samples(at, Math.min(sound.length(), at + chunk))));
            state = moved.state();
        }
        cuts.addAll(Segmenter.resume(RULES, state).end(Trigger.END));

        assertThat(cuts).isEqualTo(Segmentation.of(RULES, sound.samples()));
    }

    @Property(tries = 60, seed = "20261126")
    void cutsTileTheSpeechAroundGaps(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        var sound = Sound.conversation(45, seed);
        var random = new Random(seed);
        var gaps = new ArrayList<Sound.Span>();
        var segmenter = new Segmenter(RULES);
        var cuts = new ArrayList<Cut>();
        int at = 0;
        while (at < sound.length()) {
            int to = Math.min(sound.length(), at + 1 + random.nextInt(160_000));
            cuts.addAll(segmenter.push(sound.samples(at, to)));
            int next = Math.min(sound.length(), to + 1 + random.nextInt(32_000));
            if (next > to) cuts.addAll(segmenter.skipTo(next));
            gaps.add(new Sound.Span(to, next));
            at = next;
        }
        cuts.addAll(segmenter.end(Trigger.END));

        assertWellFormed(cuts);
        assertCovered(cuts, sound.speech(), sound.length(), gaps);
    }

    @Property(tries = 40, seed = "20261127")
    void everyCutStillFindsItsAudio(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        var sound = Sound.conversation(40, seed);
        var segmenter = new Segmenter(RULES);

        for (int at = 0; at < sound.length(); at += 1600) {
            long kept = segmenter.keepFrom();
            var cuts = segmenter.push(sound.samples(at, Math.min(sound.length(), at + 1600)));

            assertThat(cuts).allSatisfy(cut -> assertThat(cut.firstSample()).isGreaterThanOrEqualTo(kept));
            assertThat(segmenter.position() - segmenter.keepFrom()).isLessThanOrEqualTo(14 * 16_000 + 320);
        }
    }

    private static void assertWellFormed(List<Cut> cuts) {
        long free = 0;
        for (var cut : cuts) {
            assertThat(cut.firstSample()).isGreaterThanOrEqualTo(free);
            assertThat(cut.length()).isBetween(1, 12 * 16_000);
            cut.match(
                    segment -> {
                        assertThat(segment.length()).isGreaterThanOrEqualTo(400);
                        return assertThat(segment.speechRatio())
                                .isGreaterThan(0f)
                                .isLessThanOrEqualTo(1f);
                    },
                    skipped -> assertThat(skipped.reason()).isNotBlank());
            free = cut.lastSample() + 1;
        }
    }

    /** Sample by sample, without the segmenter's own arithmetic. */
    private static void assertCovered(List<Cut> cuts, List<Sound.Span> speech, int length, List<Sound.Span> gaps) {
        int[] covered = new int[length];
        for (var cut : cuts) for (int i = (int) cut.firstSample(); i <= cut.lastSample(); i++) covered[i]++;
        boolean[] lost = new boolean[length];
        for (var gap : gaps) Arrays.fill(lost, gap.first(), gap.end(), true);
        for (int i = 0; i < length; i++)
            assertThat(covered[i]).as("sample %d", i).isLessThanOrEqualTo(lost[i] ? 0 : 1);
        for (var span : speech)
            for (int from = span.first(); from < span.end(); ) {
                int to = from;
                while (to < span.end() && lost[to] == lost[from]) to++;
                if (!lost[from] && to - from >= LEAST_HEARD)
                    for (int i = from; i < to; i++)
                        if (Sound.isVoiced(i - span.first()) && covered[i] != 1)
                            fail("sample %d of %s lies in %d cuts", i, span, covered[i]);
                from = to;
            }
    }
}
