package io.emistream.processor.score;

import io.emistream.processor.consent.Withdrawal;
import io.emistream.processor.load.Overload;
import io.emistream.processor.store.PendingSegment;
import io.emistream.processor.store.TaskStore;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.consent.Revocations;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Has segments scored without ever waiting for it. A segment is put in the store and submitted; a wall-clock punctuator forwards finished results in
 * the order of closing within each session, and removes segment and chunks in the same transaction. So each segment yields exactly one final event
 * that is visible, whatever dies: what was not forwarded is found in the store by {@link #init} and submitted again.
 *
 * <p>Results belong to the life of this object: after {@link #close} (rebalance, shutdown) they are dropped, and the next owner of the task asks anew.
 * What a shadow release says follows later, at most once: it is forwarded when it is there, and forgotten with this object.
 * What is still open comes with the trigger INTERVAL: it is in no store, scored in spare time, forwarded as provisional, and never after the final event.
 * An engine that fails is asked once more; then the segment is answered with an abstention. A scorer that closes is no failure: its segments stay.
 */
public final class Scoring implements Processor<String, Object, String, AffectEvent> {
    private final Hearing hearing;
    private final ScoringRules rules;
    private final Overload overload;
    private final Revocations revocations;
    private final Ways ways;
    private @Nullable ScoringTask task;
    private @Nullable Cancellable looking;

    /**
     * Names of the nodes that results go to.
     *
     * @param events of those that count
     * @param shadowEvents of a candidate's, for comparison only
     */
    public record Ways(String events, String shadowEvents) {}

    /**
     * @param hearing shared with other tasks
     * @param overload hears of all that is submitted and scored
     * @param revocations those of whom nothing is forwarded, also before their {@link Withdrawal} comes
     */
    public Scoring(Hearing hearing, ScoringRules rules, Overload overload, Revocations revocations, Ways ways) {
        this.overload = overload;
        this.revocations = revocations;
        this.ways = ways;
        this.hearing = hearing;
        this.rules = rules;
    }

    @Override
    public void init(ProcessorContext<String, AffectEvent> context) {
        var store = TaskStore.of(context);
        var commits = new Commits(store::commits, context::commit);
        var opened = new ScoringTask(
                hearing,
                rules,
                overload,
                store,
                event -> {
                    forward(context, event, ways.events());
                    commits.forwarded(event.getLatency());
                },
                event -> forward(context, event, ways.shadowEvents()));
        task = opened;
        opened.rebuild(context.currentSystemTimeMs());
        looking = context.schedule(rules.look(), PunctuationType.WALL_CLOCK_TIME, now -> {
            opened.forwardDone(now);
            commits.look(now);
        });
    }

    @Override
    public void process(Record<String, Object> record) {
        if (task == null) throw new IllegalStateException("not initialised");
        if (record.value() instanceof Withdrawal withdrawal) task.withdraw(withdrawal.participant());
        else task.take((PendingSegment) record.value());
    }

    private void forward(ProcessorContext<String, AffectEvent> context, AffectEvent event, String way) {
        if (revocations.of(event.getSessionId(), event.getParticipantId()).isPresent()) return;
        context.forward(new Record<>(event.getSessionId(), event, context.currentSystemTimeMs()), way);
    }

    @Override
    public void close() {
        if (looking != null) looking.cancel(); // else it goes on for this task's life after a revival
        if (task != null) task.drop();
        task = null;
    }
}
