package io.emistream.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The protocol without its connections: what is to be said next, and what follows from what is heard. Across connections it keeps what is not
 * stored, and goes on where the gateway says. No I/O, no clock; whoever uses it holds its lock.
 */
final class Dialogue {
    private static final Duration LEAST_WAIT = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ZERO;
    private static final Set<String> SENT_AGAIN = Set.of("rate_limited", "storage_unavailable", "frame_too_large");
    /** Fatal for a connection, not for the stream. */
    private static final Set<String> OF_THE_CONNECTION = Set.of("too_many_errors", "not_configured");
    /** May pass while a stream waits to be resumed. */
    private static final Set<String> PASSING = Set.of("storage_unavailable", "in_use");

    private final Voice voice;
    private final Options options;
    private final Kept kept;
    private final Revoking revoking = new Revoking();
    private int frame;
    private boolean begun;
    private boolean ending;
    private boolean endTold;
    private boolean ended;
    private long stored;
    private long firstSample;
    private @Nullable IngestException failure;

    // of the connection
    private boolean greeted;
    private boolean ready;
    private boolean refused;
    private boolean waiting;
    private boolean pingWanted;
    private boolean endSent;
    private int endsInVain;
    private long next;

    Dialogue(Voice voice, Options options) {
        this.voice = voice;
        this.options = options;
        this.kept = new Kept(voice.encoding().bytes(), voice.bytes(options.keep()));
        this.frame = voice.bytes(Duration.ofSeconds(1));
    }

    Kept kept() {
        return kept;
    }

    Revoking revoking() {
        return revoking;
    }

    Progress progress() {
        return new Progress(stored, kept.end(), ended);
    }

    /** Whether audio may be written. */
    boolean isBegun() {
        return begun;
    }

    /** Whether audio flows on this connection. */
    boolean isLive() {
        return ready && !waiting;
    }

    /** The sample that the first byte written belongs to. */
    long firstSample() {
        return firstSample;
    }

    /** Why it cannot go on; null while it can. */
    @Nullable
    IngestException failure() {
        return failure;
    }

    /** It cannot go on. */
    void fail(IngestException why) {
        failure = why;
    }

    /** No audio follows. */
    void end() {
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    /** A sign of life is wanted. */
    void ping() {
        pingWanted = true;
    }

    /** The time to wait is over. */
    void waited() {
        waiting = false;
    }

    /** The connection has gone; the next one begins with the next word. */
    void lost() {
        greeted = false;
        ready = false;
        refused = false;
        waiting = false;
        pingWanted = false;
        endSent = false;
        endsInVain = 0;
        revoking.again();
    }

    /** What is to be sent now; null when nothing is. */
    @Nullable
    Outgoing next() {
        if (!greeted) {
            greeted = true;
            return new Outgoing.Text(
                    Greeting.of(voice, options, begun || options.resume()).toString());
        }
        if (pingWanted) {
            pingWanted = false;
            return text("ping");
        }
        if (ready && !waiting && revoking.isDue()) return text("revoke");
        if (!ready || waiting || ended || revoking.isWanted()) return null;
        if (refused) {
            refused = false;
            return new Outgoing.Text(Greeting.typed("resend").put("from", next).toString());
        }
        var audio = kept.get(next, frame);
        if (audio.hasRemaining()) {
            next += audio.remaining() / voice.encoding().bytes();
            return new Outgoing.Audio(audio);
        }
        if (!ending || endSent) return null;
        endSent = true;
        endTold = true;
        return text("end");
    }

    Outcome hear(JsonNode message) {
        return switch (message.path("type").asText()) {
            case "ready" -> ready(message.path("firstSample").asLong());
            case "ack" -> acknowledged(message);
            case "error" -> error(message);
            case "ended" -> ended();
            case "revoked" -> revoked("consent of " + voice.name() + " is revoked: nothing more is scored");
            default -> Outcome.GO_ON; // names may be added
        };
    }

    /** The gateway has closed the connection. */
    Outcome closed(int code, String reason) {
        if (code == 4009) frame = smaller();
        if (code == 4008 && !OF_THE_CONNECTION.contains(reason))
            return failed(reason, "the gateway closed the connection of " + voice.name() + ": " + reason);
        return new Outcome.Reconnect(SOON, "the connection closed (" + code + " " + reason + ")");
    }

    private Outcome ready(long first) {
        if (!begun && options.resume()) kept.beginAt(first);
        if (first < kept.first() || first > kept.end())
            return failed(
                    "wrong_position",
                    "the gateway wants " + voice.name() + " from sample " + first + ", but only " + kept.first()
                            + " to " + kept.end() + " are kept; begin another session");
        if (!begun) firstSample = first;
        begun = true;
        ready = true;
        next = first;
        return Outcome.GO_ON;
    }

    private Outcome acknowledged(JsonNode message) {
        stored = Math.max(stored, message.path("samples").asLong());
        kept.forget(message.path("keepFrom").asLong());
        return Outcome.GO_ON;
    }

    private Outcome ended() {
        if (!endTold) return failed("ended", "the stream of " + voice.name() + " has ended; begin another session");
        ended = true;
        stored = kept.end();
        kept.forget(stored);
        return Outcome.GO_ON;
    }

    private Outcome error(JsonNode message) {
        var code = message.path("code").asText();
        var why = message.path("message").asText();
        var wait = Duration.ofMillis(message.path("retryAfterMs").asLong());
        if (code.equals("consent_revoked")) return revoked(why);
        if (message.path("fatal").asBoolean())
            return OF_THE_CONNECTION.contains(code) ? new Outcome.Reconnect(SOON, why) : failed(code, why);
        if (!ready) return begun && PASSING.contains(code) ? new Outcome.Reconnect(wait, why) : failed(code, why);
        if (revoking.isWanted() && code.equals("storage_unavailable")) {
            revoking.again();
            waiting = true;
            return new Outcome.Wait(LEAST_WAIT, why);
        }
        if (SENT_AGAIN.contains(code))
            return again(code, message.path("nextSample").asLong(-1), wait, why);
        if (code.equals("wrong_sample") && endsInVain > 0) {
            endsInVain--;
            return Outcome.GO_ON;
        }
        // where the gateway is cannot be known now, but it says so to whoever resumes
        return new Outcome.Reconnect(SOON, why);
    }

    /** A frame was refused, and what was sent behind it is passed over; an end among it is answered by one more error. */
    private Outcome again(String code, long from, Duration wait, String why) {
        if (from < kept.first() || from > next) return new Outcome.Reconnect(SOON, why);
        if (endSent) endsInVain++;
        endSent = false;
        refused = true;
        next = from;
        if (code.equals("frame_too_large")) {
            frame = smaller();
            return Outcome.GO_ON;
        }
        waiting = true;
        return new Outcome.Wait(wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait, why);
    }

    private int smaller() {
        return Math.max(frame / 2, voice.encoding().bytes());
    }

    private Outcome revoked(String why) {
        revoking.done();
        return failed("consent_revoked", why);
    }

    private Outcome failed(String code, String why) {
        return new Outcome.Failed(new IngestException(code, why));
    }

    private static Outgoing text(String type) {
        return new Outgoing.Text(Greeting.typed(type).toString());
    }
}
