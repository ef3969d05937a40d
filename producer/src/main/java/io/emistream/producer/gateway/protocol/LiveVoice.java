package io.emistream.producer.gateway.protocol;

import io.emistream.producer.gateway.consent.ConsentDesk;
import io.emistream.producer.gateway.consent.ConsentFacts;
import io.emistream.producer.gateway.consent.Presence;
import io.emistream.producer.gateway.socket.CloseCode;
import io.emistream.producer.gateway.socket.Peer;
import io.emistream.producer.gateway.voice.Fault;
import io.emistream.producer.gateway.voice.IngestStream;
import io.emistream.producer.gateway.voice.PcmFormat;
import io.emistream.producer.gateway.voice.Refusal;
import io.emistream.producer.gateway.voice.VoiceId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A voice of a platform, which speaks and never sends again: it is read no faster than the rules allow, and where the log has no room for
 * it, it has a gap. What remains of an adapter is to say where the audio is in its frames. Not thread-safe.
 */
public final class LiveVoice {
    private static final Logger LOG = LoggerFactory.getLogger(LiveVoice.class);

    private final VoiceId voice;
    private final PcmFormat format;
    private final IngestStream stream;
    private final Presence presence;
    private final ConsentDesk consents;
    private final Peer peer;
    private final AtomicBoolean over;

    private LiveVoice(
            Speaker speaker, IngestStream stream, Presence presence, AtomicBoolean over, Context context, Peer peer) {
        this.voice = speaker.voice();
        this.format = speaker.format();
        this.stream = stream;
        this.presence = presence;
        this.over = over;
        this.consents = context.consents();
        this.peer = peer;
    }

    /**
     * Who is to be heard.
     *
     * @param resume whether to go on after what is on the log
     * @param consent what the client says of it
     */
    public record Speaker(
            VoiceId voice, PcmFormat format, boolean resume, Optional<String> token, ConsentFacts consent) {}

    /** Begins. @param whenRevoked told why nothing is heard of it any more; by whatever thread */
    public static LiveVoice begin(Context context, Speaker speaker, Consumer<Refusal> whenRevoked, Peer peer)
            throws Refusal {
        var over = new AtomicBoolean();
        try {
            var presence = context.enter(speaker.voice(), speaker.token(), false, speaker.consent(), why -> {
                over.set(true);
                whenRevoked.accept(why);
            });
            boolean begun = false;
            try {
                var stream = stream(context, speaker);
                stream.whenReplaced(why -> turnAway(why, peer));
                begun = true;
                return new LiveVoice(speaker, stream, presence, over, context, peer);
            } finally {
                if (!begun) presence.leave();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Fault.STORAGE_UNAVAILABLE, "the gateway ends; come again later");
        }
    }

    private static IngestStream stream(Context context, Speaker speaker) throws Refusal, InterruptedException {
        return speaker.resume()
                ? context.ingest().resume(speaker.voice(), speaker.format())
                : context.ingest().begin(speaker.voice(), speaker.format());
    }

    /** Tells a client why it is not listened to, and closes. */
    public static void turnAway(Refusal refusal, Peer peer) {
        LOG.atWarn().addKeyValue("reason", refusal.text()).log("a connection is turned away");
        peer.send(ServerMessage.error(refusal, true));
        peer.close(CloseCode.NOT_ALLOWED, refusal.fault().code());
    }

    /** Takes audio, cut anywhere. @return nanoseconds to wait before more is read */
    public long hear(ByteBuffer audio) {
        if (over.get() || !audio.hasRemaining()) return 0;
        try {
            return stream.takeLive(audio);
        } catch (Refusal e) {
            leave();
            turnAway(e, peer);
            return 0;
        }
    }

    /** Takes so much silence, that what is open is closed as by a pause. */
    public void hearSilence(Duration length) {
        long samples = length.toMillis() * format.rate() / 1000;
        hear(ByteBuffer.allocate((int) samples * format.encoding().bytes()));
    }

    /** The voice takes its consent back: what is no chunk yet is dropped, and nothing more is heard; stored when it returns. */
    public void revoke() throws Refusal {
        leave();
        try {
            consents.revoke(voice);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Fault.STORAGE_UNAVAILABLE, "the gateway ends before the revocation is stored");
        }
    }

    /** Whether nothing of it is heard any more. */
    public boolean isOver() {
        return over.get();
    }

    private void leave() {
        presence.leave();
        over.set(true);
        stream.breakOff();
    }

    /** Ends the stream, once; one that is over without that is only let go. */
    public void end() {
        presence.leave();
        if (over.getAndSet(true)) {
            stream.breakOff();
            return;
        }
        if (stream.lost() > 0)
            LOG.atWarn()
                    .addKeyValue("sessionId", voice.session())
                    .addKeyValue("participantId", voice.participant())
                    .addKeyValue("chunks", stream.lost())
                    .log("audio was lost while Kafka was away");
        try {
            stream.end();
        } catch (Refusal e) {
            // somebody else speaks for the voice by now, and will end it
        }
    }

    /** Whether the end is stored. */
    public boolean isStored() {
        return stream.progress().ended();
    }
}
