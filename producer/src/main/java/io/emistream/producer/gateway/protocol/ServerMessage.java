package io.emistream.producer.gateway.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.producer.gateway.voice.IngestStream.Progress;
import io.emistream.producer.gateway.voice.Refusal;
import io.emistream.producer.gateway.voice.VoiceId;

/** What the gateway says in text. */
public final class ServerMessage {
    private ServerMessage() {}

    /** Audio may come, beginning with this sample. */
    static ObjectNode ready(VoiceId voice, long firstSample) {
        return typed("ready")
                .put("session", voice.session())
                .put("participant", voice.participant())
                .put("firstSample", firstSample);
    }

    /** How far the stream is stored. */
    static ObjectNode ack(Progress progress) {
        return typed("ack").put("samples", progress.samples()).put("keepFrom", progress.keepFrom());
    }

    /** Something is wrong. @param fatal whether the connection is closed after it */
    public static ObjectNode error(Refusal refusal, boolean fatal) {
        var json = typed("error")
                .put("code", refusal.fault().code())
                .put("message", refusal.text())
                .put("fatal", fatal);
        long wait = refusal.waiting().toMillis();
        return wait > 0 ? json.put("retryAfterMs", wait) : json;
    }

    /** The end is stored, and all before it. */
    public static ObjectNode ended() {
        return typed("ended");
    }

    /** The revocation is stored. */
    public static ObjectNode revoked() {
        return typed("revoked");
    }

    static ObjectNode pong() {
        return typed("pong");
    }

    /** A score. */
    public static ObjectNode result(ObjectNode event) {
        return typed("result").set("event", event);
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
