package io.emistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.AudioEncoding;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {
    private static final String TOPIC = "talk";

    private final CountingRegistry registry = new CountingRegistry();
    private final AvroSerde<AudioChunk> chunks = new AvroSerde<>(registry, AudioChunk.getClassSchema());
    private final AvroSerde<AffectEvent> events = new AvroSerde<>(registry, AffectEvent.getClassSchema());

    @Test
    void readsWhatItWrote() {
        var event = Examples.affectEvent();

        byte[] bytes = events.serializer().serialize(TOPIC, event);

        assertThat(events.deserializer().deserialize(TOPIC, bytes)).isEqualTo(event);
    }

    @Test
    void startsWithAZeroByteAndTheIdUnderTheTopicsSubject() {
        byte[] bytes = chunks.serializer().serialize(TOPIC, Examples.audioChunk(new byte[4]));

        int id = registry.register("talk-value", AudioChunk.getClassSchema());
        assertThat(bytes).startsWith(0, 0, 0, 0, id);
        assertThat(registry.lastSubject).isEqualTo("talk-value");
    }

    @Test
    void aTombstoneStaysATombstone() {
        assertThat(chunks.serializer().serialize(TOPIC, null)).isNull();
        assertThat(chunks.deserializer().deserialize(TOPIC, null)).isNull();
        assertThat(registry.calls).isZero();
    }

    @Test
    void asksTheRegistryOnceForEachSchema() {
        for (int i = 0; i < 10; i++) roundTrip(Examples.audioChunk(new byte[2]));

        assertThat(registry.calls).isEqualTo(2);
    }

    @Test
    void readsWhatAnEarlierVersionWrote() {
        var earlier = without(AudioChunk.getClassSchema(), "endOfStream");
        var record = new GenericRecordBuilder(earlier);
        var full = Examples.audioChunk(new byte[2]);
        for (var field : earlier.getFields()) record.set(field.name(), raw(full, field.name()));
        byte[] bytes = Examples.framed(registry.register("old", earlier), Examples.avro(earlier, record.build()));

        assertThat(chunks.deserializer().deserialize(TOPIC, bytes)).isEqualTo(full);
    }

    @Test
    void readsASymbolItDoesNotKnowAsUnknown() {
        var schema = AudioChunk.getClassSchema().toString().replace("\"PCM_S16LE\"]", "\"PCM_S16LE\",\"FLAC\"]");
        var newer = new Schema.Parser().parse(schema);
        var record = new GenericRecordBuilder(newer);
        var full = Examples.audioChunk(new byte[2]);
        for (var field : newer.getFields()) record.set(field.name(), raw(full, field.name()));
        record.set(
                "encoding",
                new GenericData.EnumSymbol(newer.getField("encoding").schema(), "FLAC"));
        byte[] bytes = Examples.framed(registry.register("new", newer), Examples.avro(newer, record.build()));

        assertThat(chunks.deserializer().deserialize(TOPIC, bytes).getEncoding())
                .isEqualTo(AudioEncoding.UNKNOWN);
    }

    @Test
    void anIdTheRegistryDoesNotHaveIsABadRecord() {
        assertThatThrownBy(() -> chunks.deserializer().deserialize(TOPIC, new byte[] {0, 0, 0, 1, 2, 3}))
                .isInstanceOf(BadRecord.class)
                .hasMessageContaining(TOPIC)
                .hasMessageContaining("258");
    }

    @Test
    void aRegistryThatIsDownIsNotTheRecordsFaultAndMayComeBack() {
        byte[] bytes = chunks.serializer().serialize(TOPIC, Examples.audioChunk(new byte[2]));
        var reader = new AvroSerde<AudioChunk>(registry, AudioChunk.getClassSchema());

        registry.down = true;
        assertThatThrownBy(() -> reader.deserializer().deserialize(TOPIC, bytes))
                .isInstanceOf(RegistryUnavailable.class)
                .isNotInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> reader.serializer().serialize("other", Examples.audioChunk(new byte[2])))
                .isInstanceOf(RegistryUnavailable.class);
        registry.down = false;

        assertThat(reader.deserializer().deserialize(TOPIC, bytes)).isEqualTo(Examples.audioChunk(new byte[2]));
    }

    @Test
    void anotherSchemasRecordIsABadRecord() {
        var others = new AvroSerde<AffectEvent>(registry, AffectEvent.getClassSchema());
        byte[] bytes = others.serializer().serialize(TOPIC, Examples.affectEvent());

        assertThatThrownBy(() -> chunks.deserializer().deserialize(TOPIC, bytes))
                .isInstanceOf(BadRecord.class)
                .hasMessageContaining("AudioChunk");
    }

    @Test
    void refusesBytesAfterTheEnd() {
        byte[] bytes = chunks.serializer().serialize(TOPIC, Examples.audioChunk(new byte[2]));

        assertThatThrownBy(() -> chunks.deserializer().deserialize(TOPIC, Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(BadRecord.class)
                .hasMessageContaining("after its end");
    }

    @Test
    void refusesARecordCutAnywhere() {
        byte[] bytes = events.serializer().serialize(TOPIC, Examples.affectEvent());

        for (int cut = 0; cut < bytes.length; cut++) {
            byte[] part = Arrays.copyOf(bytes, cut);
            assertThatThrownBy(() -> events.deserializer().deserialize(TOPIC, part))
                    .isInstanceOf(BadRecord.class);
        }
    }

    @Property(tries = 2_000, seed = "5")
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 200) byte[] noise) {
        int id = registry.register(TOPIC, AffectEvent.getClassSchema());
        byte[] bytes = Examples.framed(id, noise);

        try {
            events.deserializer().deserialize(TOPIC, bytes);
        } catch (BadRecord e) {
            assertThat(e).hasMessageContaining(TOPIC);
        }
    }

    @Property(tries = 2_000, seed = "6")
    void aDamagedRecordIsReadOrRefused(@ForAll int place, @ForAll byte damage) {
        byte[] bytes = events.serializer().serialize(TOPIC, Examples.affectEvent());
        bytes[AvroSerde.HEADER + Math.floorMod(place, bytes.length - AvroSerde.HEADER)] = damage;

        try {
            events.deserializer().deserialize(TOPIC, bytes);
        } catch (BadRecord e) {
            assertThat(e).hasMessageContaining(TOPIC);
        }
    }

    @Test
    void aHugeTextCostsNoMemory() {
        int id = registry.register(TOPIC, AudioChunk.getClassSchema());
        byte[] hostile = Examples.framed(id, Examples.varint(Integer.MAX_VALUE - 100));

        assertThat(allocatedWhileRefusing(chunks, hostile)).isLessThan(1 << 20);
    }

    @Test
    void aHugePayloadCostsNoMemory() {
        byte[] whole = chunks.serializer().serialize(TOPIC, Examples.audioChunk(new byte[0]));
        // empty payload and false are the last two bytes
        byte[] hostile =
                Examples.concat(Arrays.copyOf(whole, whole.length - 2), Examples.varint(Integer.MAX_VALUE - 100));

        assertThat(allocatedWhileRefusing(chunks, hostile)).isLessThan(1 << 20);
    }

    @Test
    void aHugeArrayCostsNoMemory() {
        var event = AffectEvent.newBuilder(Examples.affectEvent())
                .setAffectCurve(List.of())
                .build();
        byte[] whole = events.serializer().serialize(TOPIC, event);
        // the curve's count, zero, stands before the model's name and its length
        int curve = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\nsmall") - 1;
        byte[] hostile = Examples.concat(Arrays.copyOf(whole, curve), Examples.varint(Integer.MAX_VALUE - 100));

        assertThat(whole[curve]).isZero();
        assertThat(allocatedWhileRefusing(events, hostile)).isLessThan(1 << 20);
    }

    @Test
    void aValueWithAHoleIsRefusedAndSpoilsNothing() {
        var whole = Examples.audioChunk(new byte[2]);

        assertThatThrownBy(() -> chunks.serializer().serialize(TOPIC, new AudioChunk()))
                .isInstanceOf(BadRecord.class)
                .hasMessageContaining(TOPIC);

        assertThat(roundTrip(whole)).isEqualTo(whole);
    }

    @Test
    void manyThreadsShareOneSerde() {
        assertThat(IntStream.range(0, 4_000).parallel().filter(i -> {
                    var chunk = Examples.audioChunk(new byte[i % 512 * 2]);
                    return !roundTrip(chunk).equals(chunk);
                }))
                .isEmpty();
    }

    private AudioChunk roundTrip(AudioChunk chunk) {
        return chunks.deserializer().deserialize(TOPIC, chunks.serializer().serialize(TOPIC, chunk));
    }

    private static long allocatedWhileRefusing(AvroSerde<?> serde, byte[] hostile) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        // the first call loads classes and builds the resolver
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, hostile))
                .isInstanceOf(BadRecord.class);
        long before = threads.getThreadAllocatedBytes(id);
        assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, hostile))
                .isInstanceOf(BadRecord.class);
        return threads.getThreadAllocatedBytes(id) - before;
    }

    private static Schema without(Schema schema, String name) {
        var fields = schema.getFields().stream()
                .filter(field -> !field.name().equals(name))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    /** A field's value as generic Avro has it. */
    private static Object raw(AudioChunk chunk, String name) {
        Object value = chunk.get(name);
        return value instanceof Instant time ? (Object) ChronoUnit.MICROS.between(Instant.EPOCH, time) : value;
    }

    /** Counts what it is asked, and can be down. */
    private static final class CountingRegistry implements SchemaRegistry {
        private final SchemaRegistry inner = new InMemoryRegistry();
        private int calls;
        private boolean down;
        private String lastSubject = "";

        @Override
        public synchronized int register(String subject, Schema schema) {
            calls++;
            lastSubject = subject;
            if (down) throw new RegistryUnavailable("down", null);
            return inner.register(subject, schema);
        }

        @Override
        public synchronized Schema byId(int id) {
            calls++;
            if (down) throw new RegistryUnavailable("down", null);
            return inner.byId(id);
        }
    }
}
