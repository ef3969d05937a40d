package io.emistream.producer.gateway.protocol;

import io.emistream.producer.gateway.consent.ConsentDesk;
import io.emistream.producer.gateway.consent.ConsentFacts;
import io.emistream.producer.gateway.consent.Presence;
import io.emistream.producer.gateway.door.Door;
import io.emistream.producer.gateway.door.Seats;
import io.emistream.producer.gateway.results.ResultFeed;
import io.emistream.producer.gateway.voice.Ingest;
import io.emistream.producer.gateway.voice.Refusal;
import io.emistream.producer.gateway.voice.VoiceId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What all conversations share.
 *
 * @param slowest that a client may take to say who it is
 * @param nanos monotonic nanoseconds
 */
public record Context(
        Ingest ingest,
        Door door,
        Seats seats,
        ConsentDesk consents,
        ResultFeed results,
        Duration slowest,
        LongSupplier nanos) {

    /**
     * Lets a voice in that may speak and has agreed to be heard.
     *
     * @param wantsResults whether scores of the session are to be heard, too
     * @param said of consent by the client; what its token says counts first
     * @param whenRevoked see {@link ConsentDesk#enter}
     */
    Presence enter(
            VoiceId voice,
            Optional<String> token,
            boolean wantsResults,
            ConsentFacts said,
            Consumer<Refusal> whenRevoked)
            throws Refusal, InterruptedException {
        var vouched = door.admit(token, voice, wantsResults);
        var seat = seats.take(token);
        boolean entered = false;
        try {
            var presence = consents.enter(voice, vouched.or(said), whenRevoked).holding(seat);
            entered = true;
            return presence;
        } finally {
            if (!entered) seat.run();
        }
    }
}
