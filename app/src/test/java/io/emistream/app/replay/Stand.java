package io.emistream.app.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Roles;
import io.emistream.model.Scorer;
import io.emistream.processor.AffectProcessor;
import io.emistream.processor.ProcessorConfig;
import io.emistream.processor.ProcessorRules;
import io.emistream.processor.load.FirstEstimate;
import io.emistream.processor.load.LoadRules;
import io.emistream.processor.load.Overload;
import io.emistream.schemas.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine;

/** A broker and a registry in this process, processors for them, and the command against both. */
final class Stand implements AutoCloseable {
    private final Lifecycle lifecycle = new Lifecycle();
    private final Path folder;
    private final Roles.Embedded kafka;

    Stand(Path folder) {
        this.folder = folder;
        kafka = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, lifecycle);
    }

    /** What the command said. */
    record Said(int code, List<String> out, List<String> err) {
        List<JsonNode> json() throws IOException {
            var objects = new ArrayList<JsonNode>();
            for (var line : out) objects.add(new ObjectMapper().readTree(line));
            return objects;
        }

        List<String> segments() throws IOException {
            return json().stream()
                    .map(event -> event.path("segmentId").asText())
                    .toList();
        }
    }

    Roles.Embedded kafka() {
        return kafka;
    }

    AffectProcessor process(ProcessorRules rules, Scorer scorer, LoadRules load) {
        var overload = new Overload(load, System::nanoTime);
        FirstEstimate.of(scorer, overload);
        return lifecycle.add(
                "processor",
                AffectProcessor.start(
                        ProcessorConfig.standard(kafka.cluster().bootstrap(), folder.resolve("state"))
                                .by(rules),
                        kafka.cluster().topics(),
                        scorer,
                        overload));
    }

    List<String> words(String... words) {
        var all = new ArrayList<>(List.of("--bootstrap", kafka.cluster().bootstrap()));
        all.addAll(List.of("--registry", kafka.registry().toString()));
        all.addAll(List.of(words));
        return all;
    }

    Said replay(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = new CommandLine(new ReplayCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words(words).toArray(String[]::new));
        return new Said(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** All that is committed on a topic now. */
    <V> List<V> all(Topic<String, V> topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", kafka.cluster().bootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                topic.values().deserializer())) {
            var partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var values = new ArrayList<V>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < Objects.requireNonNull(ends.get(one))))
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            return values;
        }
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
