package io.emistream.app.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.EventReader;
import io.emistream.app.role.FlatScorer;
import io.emistream.app.role.Roles;
import io.emistream.processor.AffectProcessor;
import io.emistream.processor.ProcessorConfig;
import io.emistream.processor.ProcessorRules;
import io.emistream.processor.load.Overload;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmentation;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.TopicCreation;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.AudioEncoding;
import io.emistream.schemas.registry.RegistryClient;
import io.emistream.schemas.registry.RegistryConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A producer is a schema ahead of the registry: its chunks become dead letters, and events once that is mended. */
@Timeout(240)
class DeadLettersIT {
    private static final int CHUNK = 1600;
    private static final int CHUNKS = 40;

    @TempDir
    private Path folder;

    private final Lifecycle lifecycle = new Lifecycle();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Roles.Embedded kafka;

    @BeforeEach
    void start() {
        kafka = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, lifecycle);
    }

    @AfterEach
    void stop() {
        lifecycle.close();
    }

    @Test
    void areListedAndReplayedOnceEachUntilTheirRecordsAreHandled() throws Exception {
        var newer = newerSchema();
        int id = registry().register("probe", Schema.create(Schema.Type.STRING)) + 1; // the id that comes next
        try (var events = EventReader.start(kafka.cluster())) {
            try (var processor = processor(kafka.cluster())) {
                publish(id);
                awaitLetters(CHUNKS, 0);
                assertListed(id, 0);

                assertThat(run(0, "replay", "--dry-run"))
                        .hasSize(CHUNKS + 1)
                        .last()
                        .isEqualTo("would replay " + CHUNKS);
                assertThat(run(0, "replay", "--reason", "some other reason")).containsExactly("replayed 0");
                assertThat(run(0, "replay", "--reason", "SCHEMA ID " + id))
                        .last()
                        .isEqualTo("replayed " + CHUNKS);
                awaitLetters(CHUNKS, 1);
                assertListed(id, 1);
                assertThat(processor.health().failures()).isZero();
            }

            assertThat(registry().register("newer", newer)).isEqualTo(id);
            try (var processor = processor(rejoined())) {
                assertThat(run(0, "replay", "--origin", "emi.audio.chunks"))
                        .last()
                        .isEqualTo("replayed " + CHUNKS);
                var expected = Segmentation.of(SegmentRules.standard(), speech()).stream()
                        .filter(cut -> cut.match(segment -> true, skipped -> false))
                        .map(cut -> "call/p/" + cut.firstSample())
                        .toList();
                var heard = new ArrayList<AffectEvent>();
                while (heard.size() < expected.size()) heard.addAll(events.poll(Duration.ofMillis(200)));

                assertThat(heard).extracting(AffectEvent::getSegmentId).containsExactlyElementsOf(expected);
                assertThat(run(0, "list")).containsExactly("no dead letters");
                assertThat(run(0, "replay")).containsExactly("replayed 0");
                assertThat(events.poll(Duration.ofMillis(500))).isEmpty();
                assertThat(processor.health().failures()).isZero();
            }
        }
    }

    @Test
    void thatHoldOnlyAPartAreNotReplayed() throws Exception {
        try (var processor = processor(kafka.cluster())) {
            send("call", new byte[5 << 20]); // fits the broker by compression
            awaitLetters(1, 0);

            assertThat(run(0, "list")).hasSize(2).anyMatch(line -> line.contains("5242880, cut"));
            assertThat(run(1, "replay")).containsExactly("replayed 0, could not replay 1");
            assertThat(processor.health().failures()).isZero();
        }
    }

    @Test
    void showNothingThatATerminalWouldObey() throws Exception {
        try (var processor = processor(kafka.cluster())) {
            send("\u001b[2Jcall\n", new byte[] {1});
            awaitLetters(1, 0);

            assertThat(run(0, "list")).hasSize(2).noneMatch(line -> line.contains("\u001b"));
            assertThat(processor.health().failures()).isZero();
        }
    }

    /** The newest of each record, all after so many replays. */
    private void awaitLetters(int count, int attempts) throws Exception {
        List<JsonNode> letters;
        do letters = json();
        while (letters.stream()
                        .filter(letter -> letter.path("attempts").asInt() == attempts)
                        .count()
                < count);
        assertThat(letters).hasSize(count);
    }

    private void assertListed(int id, int attempts) throws Exception {
        assertThat(json()).allSatisfy(letter -> {
            assertThat(letter.path("key").asText()).isEqualTo("call");
            assertThat(letter.path("origin").path("topic").asText()).isEqualTo("emi.audio.chunks");
            assertThat(letter.path("reason").asText()).contains("names schema id " + id);
            assertThat(letter.path("bytes").asInt()).isGreaterThan(2 * CHUNK);
            assertThat(letter.path("attempts").asInt()).isEqualTo(attempts);
        });
        assertThat(run(0, "list", "--limit", "3", "--since", "1h"))
                .hasSize(5)
                .last()
                .isEqualTo("the newest 3 of " + CHUNKS + "; more with --limit");
    }

    private List<JsonNode> json() throws Exception {
        var letters = new ArrayList<JsonNode>();
        for (var line : run(0, "list", "--json")) letters.add(new ObjectMapper().readTree(line));
        return letters;
    }

    private List<String> run(int code, String command, String... more) {
        var words =
                new ArrayList<>(List.of(command, "--bootstrap", kafka.cluster().bootstrap()));
        words.addAll(List.of(more));
        var out = new StringWriter();
        var err = new StringWriter();
        int ended = new CommandLine(new DeadLettersCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words.toArray(String[]::new));
        assertThat(ended).as("%s %s", words, err).isEqualTo(code);
        return out.toString().lines().toList();
    }

    /** As a newer producer would: a chunk has one field more, and its schema an id that the registry does not have. */
    private void publish(int id) throws Exception {
        var topic = kafka.cluster().topics().audioChunks();
        var samples = speech();
        for (int i = 0; i < CHUNKS; i++) {
            var chunk = AudioChunk.newBuilder()
                    .setSessionId("call")
                    .setParticipantId("p")
                    .setSequence(i)
                    .setFirstSample((long) i * CHUNK)
                    .setCaptureTime(Instant.now())
                    .setEncoding(AudioEncoding.PCM_S16LE)
                    .setPayload(ByteBuffer.wrap(Pcm16.encode(Arrays.copyOfRange(samples, i * CHUNK, (i + 1) * CHUNK))))
                    .setEndOfStream(i == CHUNKS - 1)
                    .build();
            byte[] known = topic.values().serializer().serialize(topic.name(), chunk);
            send(
                    "call",
                    ByteBuffer.wrap(Arrays.copyOf(known, known.length + 1))
                            .putInt(1, id)
                            .array());
        }
    }

    private void send(String key, byte[] value) throws Exception {
        var bytes = new ByteArraySerializer();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.cluster().bootstrap(),
                "compression.type",
                "zstd",
                "max.request.size",
                "20000000");
        try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
            producer.send(new ProducerRecord<>(
                            kafka.cluster().topics().audioChunks().name(), key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        }
    }

    /** Four seconds: a buzz of syllables between 0.5 s and 3 s. */
    private static short[] speech() {
        var samples = new short[CHUNKS * CHUNK];
        for (int i = 8_000; i < 48_000; i++)
            if (i % 3_200 < 2_400) samples[i] = (short) (5_000 * (2 * (i * 120.0 / 16_000 % 1) - 1));
        return samples;
    }

    private static Schema newerSchema() {
        var json = AudioChunk.getClassSchema().toString();
        return new Schema.Parser()
                .parse(json.substring(0, json.length() - 2) + ",{\"name\":\"more\",\"type\":\"int\",\"default\":0}]}");
    }

    private RegistryClient registry() {
        return new RegistryClient(RegistryConfig.parse(kafka.registry().toString()), System::nanoTime);
    }

    /** Remembers nothing of what the registry did not have. */
    private Cluster rejoined() {
        return Cluster.join(
                kafka.cluster().bootstrap(),
                RegistryConfig.parse(kafka.registry().toString()),
                new TopicCreation(2, (short) 1));
    }

    private AffectProcessor processor(Cluster cluster) {
        return AffectProcessor.start(
                ProcessorConfig.standard(cluster.bootstrap(), folder.resolve("state"))
                        .by(ProcessorRules.standard().ofAnySound()),
                cluster.topics(),
                new FlatScorer(),
                Overload.admittingAll());
    }
}
