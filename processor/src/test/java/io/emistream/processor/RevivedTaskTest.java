package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.processor.load.LoadRules;
import io.emistream.processor.load.Overload;
import io.emistream.processor.quality.SpeechRules;
import io.emistream.processor.score.Hearing;
import io.emistream.processor.score.Scoring;
import io.emistream.processor.score.ScoringRules;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.store.Kept;
import io.emistream.processor.store.Participant;
import io.emistream.processor.store.ParticipantState;
import io.emistream.processor.store.ParticipantState.Phase;
import io.emistream.processor.store.StoredChunk;
import io.emistream.processor.store.TaskStore;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.consent.Revocations;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

/** After an aborted transaction Kafka Streams opens the same store and processors again, over what was last committed. */
class RevivedTaskTest {
    private static final Participant ANNA = new Participant("call", "anna");

    private final LastingStores disk = new LastingStores();
    private final MockProcessorContext<String, AffectEvent> context = new MockProcessorContext<>();

    @Test
    void remembersNothingThatWasNotCommitted() {
        var store = (TaskStore)
                TaskStore.builder(disk::named, SegmentRules.standard()).build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        TaskStore.of(context);
        store.participants().put(ANNA, new ParticipantState(Phase.ENDED, 5, List.of(), 0, 0, 0, Kept.ALL, null));
        store.chunks().put(ANNA, 4, new StoredChunk(0, 0, 0, false, new byte[2]));

        store.close(); // without a flush: the transaction was aborted
        store.init(context.getStateStoreContext(), store);
        TaskStore.of(context);

        assertThat(store.participants().get(ANNA)).isEmpty();
        assertThat(store.chunks().get(ANNA, 4)).isEmpty();
    }

    @Test
    void isLookedAfterByItsNewLifeAlone() {
        var store = (TaskStore)
                TaskStore.builder(disk::named, SegmentRules.standard()).build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        var overload = new Overload(LoadRules.standard(), () -> 0);
        var scoring = new Scoring(
                new Hearing(ScriptedScorer.atOnce(), SpeechRules.standard(), Runnable::run),
                ScoringRules.standard(),
                overload,
                new Revocations(),
                new Scoring.Ways("affect-out", "shadow-out"));

        context.setCurrentSystemTimeMs(0);
        scoring.init(context);
        scoring.close();
        scoring.init(context);

        assertThat(context.scheduledPunctuators()).hasSize(2);
        assertThat(context.scheduledPunctuators().get(0).cancelled()).isTrue();
        assertThat(context.scheduledPunctuators().get(1).cancelled()).isFalse();
    }
}
