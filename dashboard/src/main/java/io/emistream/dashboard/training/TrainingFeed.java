package io.emistream.dashboard.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.dashboard.topic.Source;
import io.emistream.dashboard.topic.TopicReader;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.TrainingEvent;
import io.emistream.schemas.avro.TrainingEventType;
import io.javalin.config.JavalinConfig;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what training runs say, from the beginning, and serves the latest ones as {@code GET /api/training}. Thread-safe; single use. */
public final class TrainingFeed implements AutoCloseable {
    private static final int RUNS = 5;
    private static final int EVENTS = 2_000;

    private final Map<String, ArrayDeque<TrainingEvent>> runs = new LinkedHashMap<>();
    private final TopicReader reader;

    public TrainingFeed(Map<String, String> kafka, Topic<String, TrainingEvent> topic, InstantSource clock) {
        this.reader = new TopicReader(
                "training-feed", kafka, clock, this::forget, List.of(Source.whole(topic, (run, event) -> add(event))));
    }

    /** Adds its route. */
    public void register(JavalinConfig config) {
        config.routes.get("/api/training", ctx -> ctx.header("Cache-Control", "no-store")
                .contentType("application/json; charset=utf-8")
                .result(json().toString()));
    }

    /** Begins to read. */
    public void start() {
        reader.start();
    }

    private synchronized void forget() {
        runs.clear();
    }

    private synchronized void add(@Nullable TrainingEvent event) {
        if (event == null) return;
        ArrayDeque<TrainingEvent> run = runs.remove(event.getRunId());
        if (run == null) run = new ArrayDeque<>();
        if (event.getType() == TrainingEventType.STEP
                && !run.isEmpty()
                && run.getLast().getType() == event.getType())
            run.removeLast(); // only the newest step between two epochs is shown
        run.add(event);
        if (run.size() > EVENTS) run.remove();
        runs.put(event.getRunId(), run);
        if (runs.size() > RUNS) runs.remove(runs.keySet().iterator().next());
    }

    private synchronized ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode all = json.putArray("runs");
        var newestFirst = new ArrayList<>(runs.entrySet());
        Collections.reverse(newestFirst);
        newestFirst.forEach(run -> {
            ArrayNode events = all.addObject().put("runId", run.getKey()).putArray("events");
            run.getValue().forEach(event -> event(events.addObject(), event));
        });
        return json;
    }

    private static void event(ObjectNode json, TrainingEvent event) {
        json.put("type", event.getType().name())
                .put("at", event.getAt().toString())
                .put("epoch", event.getEpoch())
                .put("epochs", event.getEpochs())
                .put("step", event.getStep())
                .put("steps", event.getSteps())
                .put("loss", event.getLoss())
                .put("validationLoss", event.getValidationLoss())
                .put("meanPearson", event.getMeanPearson())
                .put("audioSecondsPerSecond", event.getAudioSecondsPerSecond());
        event.getPearson().forEach(json.putObject("pearson")::put);
        event.getReasons().forEach(json.putArray("reasons")::add);
    }

    /** Stops reading. */
    @Override
    public void close() {
        reader.close();
    }
}
