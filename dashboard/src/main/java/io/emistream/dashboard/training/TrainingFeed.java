package io.emistream.dashboard.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.TrainingEvent;
import io.emistream.schemas.avro.TrainingEventType;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what training runs say, from the beginning, and serves the latest ones as {@code GET /api/training}. Thread-safe; single use. */
public final class TrainingFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingFeed.class);
    private static final int RUNS = 5;
    private static final int EVENTS = 2_000;
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Map<String, Object> kafka;
    private final Topic<String, TrainingEvent> topic;
    private final Map<String, ArrayDeque<TrainingEvent>> runs = new LinkedHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "training-feed");

    public TrainingFeed(Map<String, String> kafka, Topic<String, TrainingEvent> topic) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.kafka.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        this.kafka.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        this.topic = topic;
    }

    /** Adds its route. */
    public void register(JavalinConfig config) {
        config.routes.get("/api/training", ctx -> ctx.header("Cache-Control", "no-store")
                .contentType("application/json; charset=utf-8")
                .result(json().toString()));
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!isClosed(Duration.ZERO)) {
            try (var consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                List<PartitionInfo> found = consumer.partitionsFor(topic.name());
                List<TopicPartition> partitions = found.stream()
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                forget();
                while (!isClosed(Duration.ZERO))
                    consumer.poll(Duration.ofMillis(250)).forEach(record -> take(record.value()));
            } catch (KafkaException e) {
                LOG.atInfo().addKeyValue("cause", e.toString()).log("training events cannot be read now; trying again");
                isClosed(RETRY);
            }
        }
    }

    private void take(byte[] record) {
        try {
            TrainingEvent event = topic.values().deserializer().deserialize(topic.name(), record);
            if (event != null) add(event);
        } catch (SerializationException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("a training event cannot be read; it is passed over");
        }
    }

    private synchronized void forget() {
        runs.clear();
    }

    private synchronized void add(TrainingEvent event) {
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

    private boolean isClosed(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Stops reading. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
