package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.Score;
import io.emistream.processor.segment.Sound;
import io.emistream.schemas.avro.AffectEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Engines that abstain, fail, hang or close. */
class FailingScorerTest {
    private static final Call ANNA = new Call("s-1", "anna");
    private static final int CHUNK = 1600;

    @Test
    void passesOnTheAbstentionOfTheRelease() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer)) {
            rig.send(ANNA.chunks(Sound.ofSeconds(3, 10, 1).speech(0.5, 2, 5000).samples(), CHUNK));
            scorer.asked().get(0).answer(Score.abstain("too much noise"));

            assertThat(rig.events()).singleElement().satisfies(event -> {
                assertThat(event.getAbstained()).isTrue();
                assertThat(event.getAbstainReason()).isEqualTo("too much noise");
                assertThat(event.getIntensities()).isEqualTo(Map.of());
                assertThat(event.getModelName()).isEqualTo("scripted");
            });
        }
    }

    @Test
    void asksOnceMoreWhenTheEngineFails() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer)) {
            rig.send(ANNA.chunks(Sound.ofSeconds(3, 10, 1).speech(0.5, 2, 5000).samples(), CHUNK));
            scorer.asked().get(0).fail(new IllegalStateException("hiccup"));
            assertThat(rig.events()).isEmpty();
            scorer.asked().get(1).answer();

            assertThat(rig.events()).singleElement().satisfies(event -> assertThat(event.getAbstained())
                    .isFalse());
        }
    }

    @Test
    void aSegmentThatTheEngineFailsOnForGoodIsAnsweredAndDoesNotHoldBackTheNext() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer)) {
            var sound = Sound.ofSeconds(6, 10, 3).speech(0, 1, 5000).speech(2, 3, 5000);
            rig.send(ANNA.chunks(sound.samples(), CHUNK));
            scorer.asked().get(0).fail(new IllegalStateException("out of memory"));
            scorer.asked().get(1).answer();
            assertThat(rig.events()).isEmpty();
            scorer.asked().get(2).fail(new IllegalStateException("out of memory"));

            var events = rig.events();
            assertThat(events).extracting(AffectEvent::getAbstained).containsExactly(true, false);
            assertThat(events.get(0).getAbstainReason())
                    .contains("inference failed")
                    .contains("out of memory");
            assertThat(rig.storedChunks()).isZero();
        }
    }

    @Test
    void aHangingEngineCostsTheSegmentItsScoreAndNothingElse() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer)) {
            rig.send(ANNA.chunks(Sound.ofSeconds(3, 10, 1).speech(0.5, 2, 5000).samples(), CHUNK));
            rig.pass(Duration.ofMinutes(2));
            rig.pass(Duration.ofMinutes(2));

            assertThat(rig.events()).singleElement().satisfies(event -> assertThat(event.getAbstainReason())
                    .contains("no score within 120000 ms"));
            assertThat(scorer.asked()).hasSize(2).allMatch(asked -> asked.result()
                    .isCancelled());
        }
    }

    @Test
    void aClosingScorerIsNoFailureOfTheSegment() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer)) {
            rig.send(ANNA.chunks(Sound.ofSeconds(3, 10, 1).speech(0.5, 2, 5000).samples(), CHUNK));
            for (int i = 0; i < 5; i++) {
                scorer.asked().get(i).fail(new CancellationException("closing"));
                assertThat(rig.events()).isEmpty();
                rig.pass(Duration.ofSeconds(1));
            }
            scorer.asked().get(5).answer();

            assertThat(rig.events()).singleElement().satisfies(event -> assertThat(event.getAbstained())
                    .isFalse());
        }
    }

    @Test
    void dropsTheResultsOfATaskThatWasTakenAway() {
        var scorer = ScriptedScorer.whenTold();
        var rig = new Rig(scorer);
        rig.send(ANNA.chunks(Sound.ofSeconds(3, 10, 1).speech(0.5, 2, 5000).samples(), CHUNK));

        rig.close();

        assertThat(scorer.asked()).singleElement().matches(asked -> asked.result()
                .isCancelled());
    }
}
