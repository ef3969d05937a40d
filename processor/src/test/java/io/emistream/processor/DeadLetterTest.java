package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.processor.intake.DeadLetters;
import io.emistream.processor.segment.Sound;
import io.emistream.schemas.AvroSerde;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.RegistryUnavailable;
import io.emistream.schemas.SchemaRegistry;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.AudioEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLetterTest {
    private static final Call ANNA = new Call("s-1", "anna");
    private static final int CHUNK = 1600;

    static Stream<Arguments> badChunks() {
        return Stream.of(
                bad("sessionId", "sessionId has 0 characters", b -> b.setSessionId("")),
                bad("another session's key", "key is not the sessionId", b -> b.setSessionId("s-2")),
                bad("no participant", "participantId has 0", b -> b.setParticipantId("")),
                bad("long name", "participantId has 201", b -> b.setParticipantId("p".repeat(201))),
                bad("negative sequence", "sequence is -1", b -> b.setSequence(-1)),
                bad("absurd sequence", "sequence is 9223372036854775807", b -> b.setSequence(Long.MAX_VALUE)),
                bad("negative sample", "firstSample is -5", b -> b.setFirstSample(-5)),
                bad("absurd sample", "at most 41472000000 (30 days)", b -> b.setFirstSample(1L << 60)),
                bad("unknown encoding", "encoding is UNKNOWN", b -> b.setEncoding(AudioEncoding.UNKNOWN)),
                bad("odd payload", "payload has 3 bytes", b -> b.setPayload(ByteBuffer.allocate(3))),
                bad("large payload", "at most 32000 (1 s)", b -> b.setPayload(ByteBuffer.allocate(32_002))),
                bad("empty payload", "payload is empty", b -> b.setPayload(ByteBuffer.allocate(0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badChunks")
    void aChunkThatCannotBeUsedKeepsItsBytesAndSaysWhy(
            String name, String reason, Function<AudioChunk.Builder, AudioChunk.Builder> change) {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            var good = ANNA.chunk(0, 0, new short[CHUNK], false);
            byte[] bytes = rig.bytes(change.apply(AudioChunk.newBuilder(good)).build());
            rig.send("s-1", bytes);

            var letter = rig.deadLetters().get(0);
            assertThat(letter.value()).isEqualTo(bytes);
            assertThat(letter.key()).isEqualTo("s-1".getBytes(StandardCharsets.UTF_8));
            assertThat(header(letter, "emi.reason")).contains(reason);
            assertThat(rig.sessionEvents()).isEmpty();
        }
    }

    @Test
    void saysWhereItCameFrom() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNA.chunk(0, 0, new short[CHUNK], false));
            rig.send("s-1", new byte[] {9, 9, 9});

            var letter = rig.deadLetters().get(0);
            assertThat(header(letter, "emi.topic")).isEqualTo("emi.audio.chunks");
            assertThat(header(letter, "emi.partition")).isEqualTo("0");
            assertThat(header(letter, "emi.offset")).isEqualTo("1");
            assertThat(header(letter, "emi.timestamp"))
                    .isEqualTo(Long.toString(Call.BEGAN.plusMillis(40).toEpochMilli()));
        }
    }

    @Test
    void whatIsNoChunkAtAllIsADeadLetter() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            byte[] good = rig.bytes(ANNA.chunk(0, 0, new short[CHUNK], false));
            byte[] otherMagic = good.clone();
            otherMagic[0] = 1;
            byte[] unknownId = good.clone();
            unknownId[4] = 99;

            rig.send(null, good);
            rig.send("s-1", null);
            rig.send("s-1", new byte[0]);
            rig.send("s-1", otherMagic);
            rig.send("s-1", unknownId);
            rig.send("s-1", Arrays.copyOf(good, good.length - 7));
            byte[] negativeId = good.clone();
            negativeId[1] = -1;
            rig.send("s-1", negativeId);

            var letters = rig.deadLetters();
            assertThat(letters).hasSize(7);
            assertThat(header(letters.get(6), "emi.reason")).contains("names schema id -16777215");
            assertThat(letters.get(0).key()).isNull();
            assertThat(letters.get(0).value()).isEqualTo(good);
            assertThat(letters.get(1).value()).isNull();
            assertThat(letters.get(4).value()).isEqualTo(unknownId);
        }
    }

    @Test
    void randomBytesNeverStopTheTask() {
        var random = new Random(20261123);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            byte[] good = rig.bytes(ANNA.chunk(0, 0, new short[CHUNK], false));
            for (int i = 0; i < 500; i++) {
                byte[] broken = good.clone();
                for (int flips = random.nextInt(4); flips >= 0; flips--)
                    broken[5 + random.nextInt(40)] = (byte) random.nextInt(256);
                rig.send("s-1", broken);
            }
            rig.send("s-2", rig.bytes(new Call("s-2", "eve").chunk(0, 0, new short[CHUNK], true)));

            assertThat(rig.deadLetters()).isNotEmpty();
            assertThat(rig.sessionEvents())
                    .anyMatch(event -> event.getSessionId().equals("s-2"));
        }
    }

    @Test
    void absurdNumbersInOneSessionChangeNothingInAnother() {
        var random = new Random(20261125);
        var eve = new Call("s-2", "eve");
        var sound = Sound.conversation(30, 3);
        long[] numbers = {
            Long.MIN_VALUE, -1, 0, 1, 7, 359_999, 360_001, 129_600_000, 129_600_001, 1_000_000_000_000L, Long.MAX_VALUE
        };
        int[] sizes = {0, 1, 2, 3_200, 32_000, 32_001, 32_002, 64_000};
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            for (var good : eve.chunks(sound.samples(), CHUNK)) {
                rig.send(
                        "s-2",
                        rig.bytes(good),
                        good.getCaptureTime()); // at real time: who hurries lets others go first
                rig.send(AudioChunk.newBuilder(ANNA.chunk(0, 0, new short[0], random.nextInt(20) == 0))
                        .setSequence(numbers[random.nextInt(numbers.length)])
                        .setFirstSample(numbers[random.nextInt(numbers.length)])
                        .setCaptureTime(Instant.EPOCH.plus(numbers[random.nextInt(numbers.length)], ChronoUnit.MICROS))
                        .setPayload(ByteBuffer.allocate(sizes[random.nextInt(sizes.length)]))
                        .build());
            }

            assertThat(rig.deadLetters()).hasSizeGreaterThan(200);
            assertThat(rig.events())
                    .filteredOn(event -> event.getSessionId().equals("s-2"))
                    .extracting(AffectEvent::getSegmentId)
                    .containsExactlyElementsOf(Wire.expected(List.of(eve), List.of(sound)));
        }
    }

    @Test
    void aLetterHoldsTheLargestRecordThatBrokersUsuallyTake() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send("k".repeat(100_000), new byte[(1 << 20) - 100_000]);

            var letter = rig.deadLetters().get(0);
            assertThat(letter.key()).hasSize(100_000);
            assertThat(letter.value()).hasSize((1 << 20) - 100_000);
            assertThat(letter.headers().lastHeader("emi.bytes")).isNull();
        }
    }

    @Test
    void aLetterNeverOutgrowsItsTopicAndSaysWhatItLacks() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send("k", new byte[3 << 20]);
            rig.send("k".repeat(3 << 20), null);
            rig.send(new TestRecord<>(
                    bytes("k"),
                    new byte[7],
                    new RecordHeaders().add("x", new byte[3 << 20]),
                    Call.BEGAN.toEpochMilli()));

            var letters = rig.deadLetters();
            assertThat(letters).hasSize(3).allSatisfy(letter -> assertThat(size(letter))
                    .isLessThan(Topics.LARGEST_LETTER));
            assertThat(letters.get(0).value()).hasSizeGreaterThan(Topics.LARGEST_LETTER - 2_000);
            assertThat(header(letters.get(0), "emi.bytes")).isEqualTo(Integer.toString(3 << 20));
            assertThat(letters.get(1).key()).hasSizeGreaterThan(Topics.LARGEST_LETTER - 2_000);
            assertThat(header(letters.get(1), "emi.bytes")).isEqualTo("0");
            assertThat(letters.get(2).value()).hasSize(7);
            assertThat(letters.get(2).headers().lastHeader("x")).isNull();
            assertThat(header(letters.get(2), "emi.bytes")).isEqualTo("7");
        }
    }

    @Test
    void lettersShrinkWithWhatTheirTopicTakes() {
        var letters = new DeadLetters();
        try (var rig = Rig.with(letters)) {
            for (int i = 0; i < 3; i++) {
                letters.shrink();
                rig.send("k", new byte[3 << 20]);
            }

            assertThat(rig.deadLetters())
                    .extracting(DeadLetterTest::size)
                    .satisfiesExactly(
                            size -> assertThat(size).isBetween((1 << 20) - 1_000, 1 << 20),
                            size -> assertThat(size).isBetween((1 << 19) - 1_000, 1 << 19),
                            size -> assertThat(size).isBetween((1 << 18) - 1_000, 1 << 18));
        }
    }

    @Test
    void keepsTheHeadersOfTheRecordButNotThoseThatOnlyALetterHas() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            var headers = new RecordHeaders()
                    .add("traceparent", bytes("00-1"))
                    .add("emi.reason", bytes("forged"))
                    .add("emi.replayed", bytes("forged"))
                    .add("emi.attempt", bytes("2"));
            rig.send(new TestRecord<>(bytes("s-1"), new byte[7], headers, Call.BEGAN.toEpochMilli()));

            var letter = rig.deadLetters().get(0);
            assertThat(header(letter, "traceparent")).isEqualTo("00-1");
            assertThat(header(letter, "emi.attempt")).isEqualTo("2");
            assertThat(letter.headers().headers("emi.reason")).hasSize(1);
            assertThat(letter.headers().lastHeader("emi.replayed")).isNull();
        }
    }

    /** A producer's clock must have no say in whether brokers take a letter, nor in how long they keep it. */
    @Test
    void isDatedWhenItIsWritten() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(new TestRecord<>(bytes("s-1"), new byte[7], new RecordHeaders(), 0L));
            rig.send(new TestRecord<>(bytes("s-1"), new byte[7], new RecordHeaders(), Long.MAX_VALUE / 2));

            var letters = rig.deadLetters();
            assertThat(letters).extracting(TestRecord::timestamp).containsOnly(Call.BEGAN.toEpochMilli());
            assertThat(letters)
                    .extracting(letter -> header(letter, "emi.timestamp"))
                    .containsExactly("0", Long.toString(Long.MAX_VALUE / 2));
        }
    }

    @Test
    void aSlipIntoTheFutureDoesNotEndTheStream() {
        var chunks = ANNA.chunks(Sound.ofSeconds(3, 10, 1).speech(0.5, 2, 5000).samples(), CHUNK);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(chunks.subList(0, 10));
            rig.send(ANNA.chunk(500_000, 10 * CHUNK, new short[CHUNK], false));
            rig.send(ANNA.chunk(10, 900_000_000, new short[CHUNK], false));
            rig.send(ANNA.chunk(10, 5, new short[CHUNK], false));
            rig.send(chunks.subList(10, 30));

            assertThat(rig.deadLetters()).hasSize(3);
            assertThat(rig.events()).hasSize(1);
        }
    }

    @Test
    void aRegistryThatIsDownMakesNoDeadLetters() {
        var registry = new Outage();
        try (var rig = new Rig(ScriptedScorer.atOnce(), Rig.RULES, registry)) {
            var chunk = ANNA.chunk(0, 0, new short[CHUNK], false);
            byte[] bytes = new AvroSerde<AudioChunk>(registry.up, AudioChunk.getClassSchema())
                    .serializer()
                    .serialize("emi.audio.chunks", chunk);

            assertThatThrownBy(() -> rig.send("s-1", bytes)).hasStackTraceContaining("registry is away");
            assertThat(rig.deadLetters()).isEmpty();
        }
    }

    private static Arguments bad(String name, String reason, Function<AudioChunk.Builder, AudioChunk.Builder> change) {
        return Arguments.of(name, reason, change);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int size(TestRecord<byte[], byte[]> letter) {
        int size = letter.key().length + (letter.value() == null ? 0 : letter.value().length);
        for (var header : letter.headers()) size += header.key().length() + header.value().length;
        return size;
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static final class Outage implements SchemaRegistry {
        private final InMemoryRegistry up = new InMemoryRegistry();

        @Override
        public int register(String subject, Schema schema) {
            return up.register(subject, schema);
        }

        @Override
        public Schema byId(int id) {
            throw new RegistryUnavailable("the registry is away", null);
        }
    }
}
