package io.emistream.processor.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.ReleaseCard;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Scored;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final ReleaseId OLD = new ReleaseId("old", "1");
    private static final ReleaseId NEW = new ReleaseId("new", "1");
    private static final String SET = "test-v1";
    private static final Waveform SECOND = new Waveform(new float[16_000]);

    private final Watch watch = new Watch(new WatchRules(3, 10, 3, 0.35));

    @Test
    void aReleaseLikeTheOneBeforeMayStay() {
        hear(OLD, 20, 0.4f, 10);
        hear(NEW, 20, 0.5f, 12);

        assertThat(watch.verdict(NEW, OLD)).isEmpty();
    }

    @Test
    void threeFailuresTakeItBack() {
        watch.failed(NEW);
        watch.failed(NEW);
        assertThat(watch.verdict(NEW, OLD)).isEmpty();

        watch.failed(NEW);

        assertThat(watch.verdict(NEW, OLD)).get().asString().contains("new/1 failed on 3 segments", "the limit is 3");
    }

    @Test
    void audioThatCannotBeScoredSaysNothingOfARelease() {
        hear(OLD, 20, 0.4f, 10);
        for (int i = 0; i < 20; i++) watch.scored(SECOND, scored(NEW, SET, Score.abstain("too short"), 999));

        assertThat(watch.verdict(NEW, OLD)).isEmpty();
    }

    @Test
    void threeTimesTheTimeTakesItBack() {
        hear(OLD, 10, 0.4f, 10);
        hear(NEW, 10, 0.4f, 31);

        assertThat(watch.verdict(NEW, OLD)).get().asString().contains("3.1 times as long as old/1");
    }

    @Test
    void outputsFarFromThoseBeforeTakeItBackOnceThereAreEnough() {
        hear(OLD, 10, 0.1f, 10);
        hear(NEW, 9, 0.9f, 10);
        assertThat(watch.verdict(NEW, OLD)).isEmpty();

        hear(NEW, 1, 0.9f, 10);

        assertThat(watch.verdict(NEW, OLD)).get().asString().contains("the mean of Joy is 0.90", "0.10", "0.35 apart");
    }

    @Test
    void outputsOfTheSameNameInAnotherSetAreNotCompared() {
        hear(OLD, 10, 0.1f, 10);
        for (int i = 0; i < 10; i++) watch.scored(SECOND, scored(NEW, "other-v1", joy(0.9f), 10));

        assertThat(watch.verdict(NEW, OLD)).isEmpty();
    }

    @Test
    void countsAnewForAReleaseThatComesBack() {
        for (int i = 0; i < 3; i++) watch.failed(NEW);

        watch.forget(NEW);

        assertThat(watch.verdict(NEW, OLD)).isEmpty();
    }

    private void hear(ReleaseId release, int times, float joy, long millis) {
        for (int i = 0; i < times; i++) watch.scored(SECOND, scored(release, SET, joy(joy), millis));
    }

    private static Score joy(float value) {
        return new Score(Map.of("Joy", value), null, List.of(), null);
    }

    private static Scored scored(ReleaseId release, String set, Score score, long millis) {
        var card = new ReleaseCard(release, set, List.of("Joy"), true);
        return new Scored(score, card, Duration.ZERO, Duration.ofMillis(millis), 1);
    }
}
