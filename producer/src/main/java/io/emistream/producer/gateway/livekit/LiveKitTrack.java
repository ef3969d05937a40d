package io.emistream.producer.gateway.livekit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.audio.SampleEncoding;
import io.emistream.producer.gateway.protocol.Context;
import io.emistream.producer.gateway.protocol.LiveVoice;
import io.emistream.producer.gateway.protocol.Query;
import io.emistream.producer.gateway.socket.Conversation;
import io.emistream.producer.gateway.socket.Peer;
import io.emistream.producer.gateway.socket.Visit;
import io.emistream.producer.gateway.voice.Refusal;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One audio track of a LiveKit room by track egress: binary frames of 16-bit PCM at the track's rate, text frames that say whether it is muted; the
 * connection closes when the track is unpublished, which ends the stream. Who speaks is said in the query, as LiveKit recommends.
 */
public final class LiveKitTrack implements Conversation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL_RATE = 48_000;

    /** More than the pause after which a segment is closed. */
    private static final Duration PAUSE = Duration.ofMillis(600);

    private final @Nullable LiveVoice voice;

    private LiveKitTrack(@Nullable LiveVoice voice) {
        this.voice = voice;
    }

    /** A track's egress has connected. */
    public static Conversation begin(Context context, Visit visit, Peer peer) {
        try {
            var query = new Query(visit);
            var format = query.format(SampleEncoding.S16LE, USUAL_RATE);
            return new LiveKitTrack(
                    LiveVoice.begin(context, query.speaker(format), why -> LiveVoice.turnAway(why, peer), peer));
        } catch (Refusal e) {
            LiveVoice.turnAway(e, peer);
            return new LiveKitTrack(null);
        }
    }

    @Override
    public void text(String message) {
        if (voice == null) return;
        try {
            // while a track is muted nothing comes: what was said last would stay open until there is more
            if (JSON.readTree(message).path("muted").asBoolean()) voice.hearSilence(PAUSE);
        } catch (JsonProcessingException e) {
            // of no concern: egress may say more than it does today
        }
    }

    @Override
    public long audio(ByteBuffer bytes) {
        return voice == null ? 0 : voice.hear(bytes);
    }

    @Override
    public void tick() {
        // an egress only speaks
    }

    @Override
    public void closed() {
        if (voice != null) voice.end();
    }
}
