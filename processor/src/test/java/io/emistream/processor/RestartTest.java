package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.processor.segment.Segmentation;
import io.emistream.processor.segment.Sound;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.SessionEventType;
import io.emistream.schemas.avro.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** A task that is taken up again from its stores. */
class RestartTest {
    private static final Call ANNA = new Call("s-1", "anna");
    private static final int CHUNK = 1600;

    private final LastingStores stores = new LastingStores();

    @Test
    void submitsAgainWhatWasNotScored() {
        var chunks = ANNA.chunks(
                Sound.ofSeconds(6, 10, 3).speech(0, 1, 5000).speech(2, 3, 5000).samples(), CHUNK);
        var scorer = ScriptedScorer.whenTold();
        try (var before = Rig.on(stores, scorer)) {
            before.send(chunks);
            assertThat(before.events()).isEmpty();
        }
        scorer.asked().forEach(ScriptedScorer.Asked::answer); // too late: nobody waits for these

        try (var after = Rig.on(stores, ScriptedScorer.atOnce())) {
            assertThat(after.events())
                    .extracting(AffectEvent::getFirstSample)
                    .containsExactlyElementsOf(Segmentation.of(Rig.RULES.segments(), samples(chunks.size())).stream()
                            .map(cut -> cut.firstSample())
                            .toList());
            assertThat(after.storedChunks()).isZero();
        }
    }

    @Test
    void whatAScorerWithoutADeviceGaveBackIsScoredByTheNextOwnerOnce() {
        var scorer = ScriptedScorer.whenTold();
        try (var before = Rig.on(stores, scorer)) {
            before.send(ANNA.chunks(samples(60), CHUNK));
            scorer.asked().forEach(asked -> asked.fail(new CancellationException("the device is lost")));
            before.pass(Duration.ofSeconds(1));
            assertThat(before.events()).isEmpty();
        }

        try (var after = Rig.on(stores, ScriptedScorer.atOnce())) {
            assertThat(after.events()).hasSize(2).noneMatch(AffectEvent::getAbstained);
            assertThat(after.storedChunks()).isZero();
        }
    }

    @Test
    void doesNotScoreAgainWhatWasForwarded() {
        try (var before = Rig.on(stores, ScriptedScorer.atOnce())) {
            before.send(ANNA.chunks(samples(60), CHUNK));
            assertThat(before.events()).hasSize(2);
        }

        var scorer = ScriptedScorer.atOnce();
        try (var after = Rig.on(stores, scorer)) {
            assertThat(after.events()).isEmpty();
            assertThat(scorer.asked()).isEmpty();
        }
    }

    @Test
    void cutsTheSameWhereverItIsInterrupted() {
        var sound = Sound.conversation(20, 8);
        var chunks = ANNA.chunks(sound.samples(), CHUNK);
        var events = new ArrayList<AffectEvent>();

        for (int at = 0; at < chunks.size(); at += 37)
            try (var rig = Rig.on(stores, ScriptedScorer.atOnce())) {
                rig.send(chunks.subList(at, Math.min(chunks.size(), at + 37)));
                events.addAll(rig.events());
                assertThat(rig.sessionEvents(SessionEventType.STARTED)).hasSize(at == 0 ? 1 : 0);
            }

        var cuts = Segmentation.of(Rig.RULES.segments(), sound.samples()).stream()
                .filter(cut -> cut.match(segment -> true, skipped -> false))
                .toList();
        assertThat(events)
                .extracting(AffectEvent::getFirstSample)
                .containsExactlyElementsOf(
                        cuts.stream().map(cut -> cut.firstSample()).toList());
        assertThat(events)
                .extracting(AffectEvent::getLastSample)
                .containsExactlyElementsOf(
                        cuts.stream().map(cut -> cut.lastSample()).toList());
    }

    @Test
    void doesNotTakeItsOwnAbsenceForTheProducersSilence() {
        var chunks = ANNA.chunks(Sound.ofSeconds(4, 10, 1).speech(0, 4, 5000).samples(), CHUNK);
        try (var before = Rig.on(stores, ScriptedScorer.atOnce())) {
            before.send(chunks.subList(0, 20));
            before.pass(Duration.ofSeconds(14));
        }

        try (var after = Rig.on(stores, ScriptedScorer.atOnce())) {
            after.pass(Duration.ofSeconds(14));
            after.send(chunks.subList(20, chunks.size()));

            assertThat(after.sessionEvents(SessionEventType.TIMEOUT)).isEmpty();
            assertThat(after.events()).extracting(AffectEvent::getTrigger).containsExactly(Trigger.END);
        }
    }

    private static short[] samples(int chunks) {
        return Sound.ofSeconds(chunks / 10.0, 10, 3)
                .speech(0, 1, 5000)
                .speech(2, 3, 5000)
                .samples();
    }
}
