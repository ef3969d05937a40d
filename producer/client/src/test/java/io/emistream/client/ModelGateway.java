package io.emistream.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A gateway as docs/gateway.md describes it, with a log in memory and faults by chance; what was sent to it arrives when it is told to read. */
final class ModelGateway {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BYTES = 2;
    private static final int LARGEST = 5_000;

    private final Random chance;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Deque<Outgoing> way = new ArrayDeque<>();
    private final Deque<JsonNode> answers = new ArrayDeque<>();
    private ByteArrayOutputStream unstored = new ByteArrayOutputStream();
    private boolean refusing;
    private boolean endHeard;
    private boolean ended;

    ModelGateway(Random chance) {
        this.chance = chance;
    }

    byte[] stored() {
        return log.toByteArray();
    }

    boolean isEnded() {
        return ended;
    }

    void send(Outgoing what) {
        way.add(what);
    }

    /** What it says; null when it says nothing. */
    @Nullable
    JsonNode answer() {
        return answers.poll();
    }

    /** All that is on its way is lost, either way, and what was no chunk yet. */
    void breakOff() {
        way.clear();
        answers.clear();
        unstored = new ByteArrayOutputStream();
        refusing = false;
        endHeard = false;
    }

    /** Reads one thing. @param faults whether it may refuse audio */
    void read(boolean faults) throws JsonProcessingException {
        var heard = way.poll();
        if (heard instanceof Outgoing.Audio audio) {
            if (refusing) return;
            if (audio.pcm().remaining() > LARGEST) refuse("frame_too_large");
            else if (faults && chance.nextInt(6) == 0)
                refuse(chance.nextBoolean() ? "rate_limited" : "storage_unavailable");
            else unstored.writeBytes(audio.pcm().array());
        } else if (heard instanceof Outgoing.Text text) hear(JSON.readTree(text.json()));
    }

    /** Stores what makes whole chunks, or the end and all before it, and acknowledges it. */
    void store() {
        var bytes = unstored.toByteArray();
        int chunk = 64;
        int whole = endHeard ? bytes.length : bytes.length / chunk * chunk;
        log.write(bytes, 0, whole);
        unstored = new ByteArrayOutputStream();
        unstored.write(bytes, whole, bytes.length - whole);
        answers.add(typed("ack").put("samples", samples()).put("keepFrom", keepFrom()));
        if (endHeard) {
            ended = true;
            answers.add(typed("ended"));
        }
    }

    private void hear(JsonNode said) {
        switch (said.path("type").asText()) {
            case "config" -> {
                if (ended) answers.add(typed("ended"));
                else begin(said.path("resume").asBoolean());
            }
            case "resend" -> {
                if (refusing && said.path("from").asLong() == next()) refusing = false;
                else answers.add(error("wrong_sample"));
            }
            case "end" -> {
                if (refusing) answers.add(error("wrong_sample"));
                else endHeard = true;
            }
            default -> answers.add(typed("pong"));
        }
    }

    /** A filter's beginning may lie before what is stored: it hears that again, and stores it not. */
    private void begin(boolean resume) {
        long first = resume ? keepFrom() : 0;
        var again = log.toByteArray();
        log.reset();
        log.write(again, 0, (int) first * BYTES);
        answers.add(typed("ready").put("firstSample", first));
    }

    private void refuse(String code) {
        refusing = true;
        answers.add(error(code).put("retryAfterMs", 10));
    }

    private ObjectNode error(String code) {
        return typed("error")
                .put("code", code)
                .put("message", code)
                .put("fatal", false)
                .put("nextSample", next());
    }

    private long next() {
        return samples() + unstored.size() / BYTES;
    }

    private long samples() {
        return log.size() / BYTES;
    }

    private long keepFrom() {
        return Math.max(0, samples() - samples() % 100);
    }

    private static ObjectNode typed(String type) {
        return JSON.createObjectNode().put("type", type);
    }
}
