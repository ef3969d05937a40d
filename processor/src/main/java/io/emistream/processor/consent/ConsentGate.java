package io.emistream.processor.consent;

import io.emistream.processor.intake.Arrival;
import io.emistream.processor.store.TaskStore;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.consent.Revocations;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Lets no chunk through of those whose consent is revoked, and within {@link #LOOK} of a revocation takes back what was heard before: the open segment, those that
 * wait for scores or have just been submitted, and the audio in the store. That is said once, in the same transaction, as the state of the participant
 * says that it was done. Whoever is granted again comes to the cutter's door with the next chunk. One task's thread.
 */
public final class ConsentGate implements Processor<String, Arrival, Object, Object> {
    static final Duration LOOK = Duration.ofMillis(20);

    private final Revocations revocations;
    private final Ways ways;
    private @Nullable Ledger ledger;
    private @Nullable ProcessorContext<Object, Object> context;
    private long handled = -1;

    /**
     * Children by what they get.
     *
     * @param chunks {@link Arrival} by session
     * @param withdrawals {@link Withdrawal} by session
     * @param events {@link SessionEvent} by session
     */
    public record Ways(String chunks, String withdrawals, String events) {}

    /** @param revocations of the instance; read to the end before the first chunk is */
    public ConsentGate(Revocations revocations, Ways ways) {
        this.revocations = revocations;
        this.ways = ways;
    }

    @Override
    public void init(ProcessorContext<Object, Object> given) {
        context = given;
        handled = -1; // what an aborted transaction took back is taken back again
        ledger = new Ledger(TaskStore.of(given), event -> say(given, event));
        given.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    @Override
    public void process(Record<String, Arrival> record) {
        var arrival = record.value();
        var participant = arrival.participant();
        long now = context().currentSystemTimeMs();
        var revocation = revocations.of(participant.sessionId(), participant.participantId());
        if (revocation.isPresent()) {
            if (ledger().refuse(arrival, revocation.get(), now)) withdraw(new Withdrawal(participant));
            return;
        }
        if (ledger().admits(arrival)) context().forward(record, ways.chunks());
    }

    private void look(long now) {
        long count = revocations.count();
        if (count == handled) return;
        handled = count;
        ledger().revoke(revocations, now).forEach(participant -> withdraw(new Withdrawal(participant)));
    }

    private void withdraw(Withdrawal withdrawal) {
        var session = withdrawal.participant().sessionId();
        context().forward(new Record<>(session, withdrawal, context().currentSystemTimeMs()), ways.withdrawals());
        context().commit(); // with it the audio is gone
    }

    private void say(ProcessorContext<Object, Object> to, SessionEvent event) {
        to.forward(new Record<>(event.getSessionId(), event, to.currentSystemTimeMs()), ways.events());
    }

    private Ledger ledger() {
        if (ledger == null) throw new IllegalStateException("not initialised");
        return ledger;
    }

    private ProcessorContext<Object, Object> context() {
        if (context == null) throw new IllegalStateException("not initialised");
        return context;
    }
}
