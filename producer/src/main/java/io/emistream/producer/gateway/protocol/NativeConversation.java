package io.emistream.producer.gateway.protocol;

import io.emistream.producer.gateway.consent.Presence;
import io.emistream.producer.gateway.protocol.ClientMessage.Config;
import io.emistream.producer.gateway.protocol.ClientMessage.End;
import io.emistream.producer.gateway.protocol.ClientMessage.Ping;
import io.emistream.producer.gateway.protocol.ClientMessage.Resend;
import io.emistream.producer.gateway.protocol.ClientMessage.Revoke;
import io.emistream.producer.gateway.results.Wanted;
import io.emistream.producer.gateway.socket.CloseCode;
import io.emistream.producer.gateway.socket.Conversation;
import io.emistream.producer.gateway.socket.Peer;
import io.emistream.producer.gateway.socket.Visit;
import io.emistream.producer.gateway.voice.Fault;
import io.emistream.producer.gateway.voice.IngestStream;
import io.emistream.producer.gateway.voice.IngestStream.Progress;
import io.emistream.producer.gateway.voice.Refusal;
import io.emistream.producer.gateway.voice.VoiceId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The native protocol: configuration, audio, acknowledgements of what Kafka has, resumption, end. A mistake is told and changes nothing; after
 * {@link #MOST_ERRORS} of them the connection is closed. Not thread-safe.
 *
 * <p>A refused frame is to be sent again. Frames that were on their way when it was refused are passed over until the client says {@code resend}: they
 * would be taken for the refused one.
 */
public final class NativeConversation implements Conversation {
    private static final int MOST_ERRORS = 100;
    /** Between acknowledgements: each costs a write here and a wakeup there, and clients keep minutes. */
    private static final Duration ACKNOWLEDGING = Duration.ofMillis(500);

    private static final Duration RESULT_TIME = Duration.ofSeconds(60);
    private static final Set<Fault> SENT_AGAIN =
            EnumSet.of(Fault.RATE_LIMITED, Fault.STORAGE_UNAVAILABLE, Fault.FRAME_TOO_LARGE);
    private static final Set<Fault> FATAL = EnumSet.of(
            Fault.UNAUTHORIZED,
            Fault.CONSENT_REQUIRED,
            Fault.CONSENT_REVOKED,
            Fault.TOO_MANY_STREAMS,
            Fault.STORAGE_REFUSED,
            Fault.REPLACED,
            Fault.TOO_MANY_ERRORS);

    private final Context context;
    private final Visit visit;
    private final Peer peer;
    private final long begun;
    private Runnable deaf = () -> {};
    private @Nullable VoiceId voice;
    private @Nullable Presence presence;
    private @Nullable IngestStream stream;
    private Progress told = new Progress(0, 0, false);
    private @Nullable Long toldAt;
    private boolean refusing;
    private boolean revoking;
    private boolean results;
    private boolean ending;
    private @Nullable Long endedAt;
    private volatile boolean left;
    private int errors;

    public NativeConversation(Context context, Visit visit, Peer peer) {
        this.context = context;
        this.visit = visit;
        this.peer = peer;
        this.begun = context.nanos().getAsLong();
    }

    @Override
    public void text(String message) {
        try {
            var said = ClientMessage.parse(message);
            if (said instanceof Config config) configure(config);
            else if (said instanceof Resend resend) resend(resend.from());
            else if (said instanceof End) end();
            else if (said instanceof Revoke) revoke();
            else if (said instanceof Ping) peer.send(ServerMessage.pong());
        } catch (Refusal e) {
            refuse(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            peer.close(CloseCode.GOING_AWAY, "the gateway ends");
        }
    }

    @Override
    public long audio(ByteBuffer bytes) {
        if (refusing || revoking || left) return 0;
        try {
            configured().take(bytes);
        } catch (Refusal e) {
            refusing = SENT_AGAIN.contains(e.fault());
            refuse(e);
        }
        return 0;
    }

    @Override
    public void tick() {
        long now = context.nanos().getAsLong();
        var speaking = stream;
        if (left) return;
        if (speaking == null) {
            if (endedAt == null && now - begun > context.slowest().toNanos())
                leave(new Refusal(
                        Fault.NOT_CONFIGURED,
                        "no config came within " + context.slowest().toSeconds() + " s"));
            return;
        }
        tell(speaking.progress(), now);
        speaking.failure().ifPresent(why -> leave(new Refusal(Fault.STORAGE_REFUSED, why)));
        if (endedAt != null && now - endedAt >= (results ? RESULT_TIME.toNanos() : 0))
            peer.close(CloseCode.DONE, "ended");
    }

    @Override
    public void closed() {
        deaf.run();
        if (presence != null) presence.leave();
        if (stream != null) stream.breakOff();
    }

    private void configure(Config given) throws Refusal, InterruptedException {
        if (stream != null || endedAt != null)
            throw new Refusal(Fault.ALREADY_CONFIGURED, "a connection has one stream; open another one");
        results = given.results() != Wanted.NONE;
        var present =
                context.enter(given.voice(), given.token().or(visit::token), results, given.consent(), this::leave);
        boolean begun = false;
        try {
            begin(given);
            presence = present;
            begun = true;
        } finally {
            if (!begun) present.leave();
        }
    }

    private void begin(Config config) throws Refusal, InterruptedException {
        IngestStream begun;
        try {
            begun = config.resume()
                    ? context.ingest().resume(config.voice(), config.format())
                    : context.ingest().begin(config.voice(), config.format());
        } catch (Refusal e) {
            if (e.fault() != Fault.ENDED) throw e;
            peer.send(ServerMessage.ended()); // its confirmation was lost with the connection
            endedAt = context.nanos().getAsLong();
            peer.close(CloseCode.DONE, "ended");
            return;
        }
        begun.whenReplaced(this::leave);
        stream = begun;
        voice = config.voice();
        told = begun.progress();
        deaf = context.results()
                .listen(config.voice().session(), config.results(), event -> peer.send(ServerMessage.result(event)));
        peer.send(ServerMessage.ready(config.voice(), begun.next()));
    }

    /** No audio is taken from now on, also when the revocation cannot be stored yet and is to be said again. */
    private void revoke() throws Refusal, InterruptedException {
        var whose = voice;
        if (whose == null || presence == null)
            throw new Refusal(Fault.NOT_CONFIGURED, "nobody has given consent here; send a config first");
        presence.leave();
        revoking = true;
        configured().breakOff();
        context.consents().revoke(whose);
        left = true;
        peer.send(ServerMessage.revoked());
        peer.close(CloseCode.DONE, "revoked");
    }

    private void resend(long from) throws Refusal {
        var speaking = configured();
        if (from != speaking.next() || !refusing)
            throw new Refusal(
                    Fault.WRONG_SAMPLE,
                    refusing
                            ? "sample " + from + " is not the next one; send again from " + speaking.next()
                            : "nothing was refused; go on with sample " + speaking.next());
        refusing = false;
    }

    private void end() throws Refusal {
        var speaking = configured();
        if (refusing)
            throw new Refusal(
                    Fault.WRONG_SAMPLE,
                    "audio was refused; send again from sample " + speaking.next() + " before the end");
        speaking.end();
        ending = true;
    }

    private IngestStream configured() throws Refusal {
        if (stream == null) throw new Refusal(Fault.NOT_CONFIGURED, "send a config first, then audio");
        return stream;
    }

    private void tell(Progress progress, long now) {
        var last = toldAt;
        boolean due = last == null || now - last >= ACKNOWLEDGING.toNanos() || progress.ended();
        if (due && !progress.equals(told)) {
            peer.send(ServerMessage.ack(progress));
            told = progress;
            toldAt = now;
        }
        if (!ending || !progress.ended() || endedAt != null) return;
        endedAt = now;
        peer.send(ServerMessage.ended());
    }

    private void refuse(Refusal refusal) {
        if (++errors >= MOST_ERRORS)
            leave(new Refusal(Fault.TOO_MANY_ERRORS, errors + " errors on this connection; look at what was wrong"));
        else if (FATAL.contains(refusal.fault())) leave(refusal);
        else {
            var json = ServerMessage.error(refusal, false);
            if (stream != null) json.put("nextSample", stream.next());
            peer.send(json);
        }
    }

    private void leave(Refusal refusal) {
        if (left) return;
        left = true;
        peer.send(ServerMessage.error(refusal, true));
        peer.close(CloseCode.NOT_ALLOWED, refusal.fault().code());
    }
}
