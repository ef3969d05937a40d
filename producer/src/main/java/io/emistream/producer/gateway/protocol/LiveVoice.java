package io.emistream.producer.gateway.protocol;

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
    private final Peer peer;
    private boolean over;

    private LiveVoice(VoiceId voice, PcmFormat format, IngestStream stream, Peer peer) {
        this.voice = voice;
        this.format = format;
        this.stream = stream;
        this.peer = peer;
    }

    /** Begins, or with {@code resume} goes on after what is on the log. */
    public static LiveVoice begin(
            Context context, VoiceId voice, PcmFormat format, boolean resume, Optional<String> token, Peer peer)
            throws Refusal {
        context.door().admit(token, voice, false);
        try {
            var stream = resume
                    ? context.ingest().resume(voice, format)
                    : context.ingest().begin(voice, format);
            stream.whenReplaced(() -> peer.close(CloseCode.NOT_ALLOWED, Fault.REPLACED.code()));
            return new LiveVoice(voice, format, stream, peer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Fault.STORAGE_UNAVAILABLE, "the gateway ends; come again later");
        }
    }

    /** Tells a client why it is not listened to, and closes. */
    public static void turnAway(Refusal refusal, Peer peer) {
        LOG.atWarn().addKeyValue("reason", refusal.text()).log("a connection is turned away");
        peer.send(ServerMessage.error(refusal, true));
        peer.close(CloseCode.NOT_ALLOWED, refusal.fault().code());
    }

    /** Takes audio, cut anywhere. @return nanoseconds to wait before more is read */
    public long hear(ByteBuffer audio) {
        if (over || !audio.hasRemaining()) return 0;
        try {
            return stream.takeLive(audio);
        } catch (Refusal e) {
            over = true;
            turnAway(e, peer);
            return 0;
        }
    }

    /** Takes so much silence, that what is open is closed as by a pause. */
    public void hearSilence(Duration length) {
        long samples = length.toMillis() * format.rate() / 1000;
        hear(ByteBuffer.allocate((int) samples * format.encoding().bytes()));
    }

    /** Ends the stream, once. */
    public void end() {
        if (over) return;
        over = true;
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
