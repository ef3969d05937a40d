package io.emistream.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.flink.formats.avro.registry.confluent.ConfluentSchemaRegistryCoder;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that has none of our classes reads the demo's events through the demo's registry. */
class ForeignReaderIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void theGenuineConfluentClientDecodesWhatTheDemoPrints() throws Exception {
        try (var demo = JavaProcess.emi(folder, "demo", "--json", "--speed", "0")) {
            var printed = new ObjectMapper().readTree(demo.line("{"));
            var addresses = demo.errorLine("dashboard ").split("   ");
            var kafka = addresses[1].substring("Kafka ".length());
            var registry = addresses[2].substring("registry ".length());

            var decoded = decoded(kafka, registry, printed.path("segmentId").asText());

            assertThat(decoded.get("sessionId"))
                    .hasToString(printed.path("sessionId").asText());
            assertThat(decoded.get("lastSample"))
                    .isEqualTo(printed.path("lastSample").asLong());
            assertThat(intensities(decoded)).hasSize(6).allSatisfy((label, value) -> assertThat(value)
                    .isCloseTo(intensity(printed, label), within(1e-6)));
            demo.terminate();
            assertThat(demo.ended()).isEqualTo(130);
        }
    }

    private static GenericRecord decoded(String kafka, String registry, String segmentId) throws IOException {
        var coder = new ConfluentSchemaRegistryCoder(new CachedSchemaRegistryClient(registry, 100));
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor("emi.affect.events").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline)
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    var event = decoded(coder, record.value());
                    if (segmentId.equals(String.valueOf(event.get("segmentId")))
                            && "FINAL".equals(String.valueOf(event.get("kind")))) return event;
                }
        }
        throw new AssertionError("no final event of segment " + segmentId + " within " + PATIENCE);
    }

    private static GenericRecord decoded(ConfluentSchemaRegistryCoder coder, byte[] bytes) throws IOException {
        var in = new ByteArrayInputStream(bytes);
        var written = coder.readSchema(in);
        return new GenericDatumReader<GenericRecord>(written)
                .read(null, DecoderFactory.get().binaryDecoder(in, null));
    }

    private static Map<String, Double> intensities(GenericRecord event) {
        var values = new HashMap<String, Double>();
        if (event.get("intensities") instanceof Map<?, ?> labels)
            labels.forEach((label, value) -> values.put(String.valueOf(label), ((Number) value).doubleValue()));
        return values;
    }

    private static double intensity(JsonNode printed, String label) {
        return Objects.requireNonNull(printed.path("intensities").get(label)).asDouble();
    }
}
