package io.emistream.producer.gateway.raw;

import io.emistream.audio.SampleEncoding;
import io.emistream.producer.gateway.protocol.Context;
import io.emistream.producer.gateway.protocol.LiveVoice;
import io.emistream.producer.gateway.protocol.Query;
import io.emistream.producer.gateway.protocol.ServerMessage;
import io.emistream.producer.gateway.socket.CloseCode;
import io.emistream.producer.gateway.socket.Conversation;
import io.emistream.producer.gateway.socket.Peer;
import io.emistream.producer.gateway.socket.Visit;
import io.emistream.producer.gateway.voice.Refusal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Bare PCM in binary frames, everything else in the query. The text {@code end} ends the stream and is answered once all is stored; a connection that
 * closes ends it, too. The text {@code revoke} takes consent back.
 */
public final class RawSocket implements Conversation {
    private static final int USUAL_RATE = 16_000;
    private static final String END = "end";
    private static final String REVOKE = "revoke";

    private final Peer peer;
    private final @Nullable LiveVoice voice;
    private boolean ending;

    private RawSocket(Peer peer, @Nullable LiveVoice voice) {
        this.peer = peer;
        this.voice = voice;
    }

    /** A client has connected. */
    public static Conversation begin(Context context, Visit visit, Peer peer) {
        try {
            var query = new Query(visit);
            var format = query.format(SampleEncoding.S16LE, USUAL_RATE);
            return new RawSocket(
                    peer, LiveVoice.begin(context, query.speaker(format), why -> LiveVoice.turnAway(why, peer), peer));
        } catch (Refusal e) {
            LiveVoice.turnAway(e, peer);
            return new RawSocket(peer, null);
        }
    }

    @Override
    public void text(String message) {
        if (voice == null) return;
        if (message.strip().equals(REVOKE)) revoke(voice);
        if (!message.strip().equals(END)) return;
        voice.end();
        ending = true;
    }

    private void revoke(LiveVoice whose) {
        try {
            whose.revoke();
            peer.send(ServerMessage.revoked());
            peer.close(CloseCode.DONE, "revoked");
        } catch (Refusal e) {
            peer.send(ServerMessage.error(e, false)); // to be said again
        }
    }

    @Override
    public long audio(ByteBuffer bytes) {
        return voice == null ? 0 : voice.hear(bytes);
    }

    @Override
    public void tick() {
        if (voice == null || !ending || !voice.isStored()) return;
        ending = false;
        peer.send(ServerMessage.ended());
        peer.close(CloseCode.DONE, "ended");
    }

    @Override
    public void closed() {
        if (voice != null) voice.end();
    }
}
