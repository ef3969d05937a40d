package io.emistream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.schemas.AvroSerde;
import io.emistream.schemas.BadRecord;
import io.emistream.schemas.Examples;
import io.emistream.schemas.IncompatibleSchema;
import io.emistream.schemas.Topics;
import io.emistream.schemas.UnknownSchema;
import io.emistream.schemas.avro.AffectEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericData;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumWriter;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.flink.avro.shaded.org.apache.avro.io.EncoderFactory;
import org.apache.flink.formats.avro.registry.confluent.ConfluentSchemaRegistryCoder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our client and serdes beside a real Apicurio server and the genuine Confluent client. */
class ApicurioIT {
    private static final AtomicInteger SUBJECTS = new AtomicInteger();

    private static ApicurioServer server;
    private static RegistryClient client;

    private final String subject = "talk-" + SUBJECTS.incrementAndGet() + "-value";

    @BeforeAll
    static void start() throws Exception {
        server = ApicurioServer.start(ApicurioServer.UNPACKED);
        client = fresh();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void givesBackWhatWasRegistered() {
        Schema schema = AffectEvent.getClassSchema();

        int id = client.register(subject, schema);

        assertThat(fresh().byId(id)).isEqualTo(schema);
        assertThat(fresh().register(subject, schema)).isEqualTo(id);
        assertThat(client.find(subject, schema)).contains(new RegisteredSchema(subject, 1, id, schema));
        assertThat(client.latest(subject)).contains(new RegisteredSchema(subject, 1, id, schema));
        assertThat(client.version(subject, 1)).isEqualTo(client.latest(subject));
        assertThat(client.versions(subject)).containsExactly(1);
        assertThat(client.subjects()).contains(subject);
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(client.find(subject, AffectEvent.getClassSchema())).isEmpty();
        assertThat(client.latest(subject)).isEmpty();
        assertThat(client.versions(subject)).isEmpty();
        assertThat(client.check(subject, AffectEvent.getClassSchema()).compatible())
                .isTrue();
        assertThatThrownBy(() -> client.byId(987_654)).isInstanceOf(UnknownSchema.class);
    }

    @Test
    void findsNoOtherSchemaOfAKnownSubject() {
        client.register(subject, talk("words"));

        assertThat(client.find(subject, talk("other"))).isEmpty();
        assertThat(client.version(subject, 7)).isEmpty();
    }

    @Test
    void refusesASchemaThatCannotReadTheEarlierOnes() {
        client.register(subject, talk("words"));
        client.compatibility(subject, Compatibility.BACKWARD_TRANSITIVE);

        assertThat(client.compatibility(subject)).isEqualTo(Compatibility.BACKWARD_TRANSITIVE);
        assertThat(client.check(subject, talk("renamed")).compatible()).isFalse();
        assertThat(client.check(subject, talk("words")).compatible()).isTrue();
        assertThatThrownBy(() -> client.register(subject, talk("renamed")))
                .isInstanceOf(IncompatibleSchema.class)
                .hasMessageContaining(subject);
        assertThat(client.versions(subject)).containsExactly(1);
    }

    @Test
    void takesANewFieldThatHasADefault() {
        client.register(subject, talk("words"));
        client.compatibility(subject, Compatibility.BACKWARD_TRANSITIVE);
        var grown = SchemaBuilder.record("Talk")
                .fields()
                .requiredString("words")
                .optionalString("mood")
                .endRecord();

        client.register(subject, grown);

        assertThat(client.versions(subject)).containsExactly(1, 2);
    }

    @Test
    void publishesAllTopicsOnceAndForAll() {
        var topics = Topics.with(client);

        var ids = client.publish(topics);

        assertThat(ids).hasSize(9).containsKey("emi.audio.chunks-value");
        assertThat(fresh().publish(topics)).isEqualTo(ids);
        for (String name : ids.keySet())
            assertThat(client.compatibility(name)).isEqualTo(Compatibility.BACKWARD_TRANSITIVE);
    }

    @Test
    void theGenuineClientReadsWhatWeWrite() throws Exception {
        var event = Examples.affectEvent();
        String topic = topicOfSubject();
        byte[] bytes = serde(client).serializer().serialize(topic, event);

        var in = new ByteArrayInputStream(bytes);
        var written = new ConfluentSchemaRegistryCoder(genuine()).readSchema(in);
        GenericRecord read = new GenericDatumReader<GenericRecord>(written)
                .read(null, DecoderFactory.get().binaryDecoder(in, null));

        assertThat(read.toString()).isEqualTo(readAsTextByUs(bytes, event));
        assertThat(in.available()).isZero();
    }

    @Test
    void weReadWhatTheGenuineClientWrites() throws Exception {
        var event = Examples.affectEvent();
        String topic = topicOfSubject();
        var schema = new AvroSchema(AffectEvent.getClassSchema().toString());
        var generic = new GenericDatumReader<GenericRecord>(schema.rawSchema())
                .read(null, DecoderFactory.get().binaryDecoder(Examples.avro(event), null));

        var out = new ByteArrayOutputStream();
        new ConfluentSchemaRegistryCoder(subject, genuine()).writeSchema(schema.rawSchema(), out);
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema.rawSchema(), GenericData.get()).write(generic, encoder);
        encoder.flush();

        assertThat(serde(fresh()).deserializer().deserialize(topic, out.toByteArray()))
                .isEqualTo(event);
    }

    @Test
    void idsAreTheSameForBothClients() throws Exception {
        Schema schema = AffectEvent.getClassSchema();

        int ours = client.register(subject, schema);

        assertThat(genuine().register(subject, new AvroSchema(schema.toString())))
                .isEqualTo(ours);
    }

    @Test
    void aRecordWithAnIdTheServerLacksIsABadRecord() {
        byte[] bytes = {0, 0x7f, 0, 0, 1, 2};

        assertThatThrownBy(() -> serde(client).deserializer().deserialize("talk", bytes))
                .isInstanceOf(BadRecord.class)
                .hasMessageContaining("2130706433");
    }

    private String topicOfSubject() {
        return subject.substring(0, subject.length() - "-value".length());
    }

    private static AvroSerde<AffectEvent> serde(RegistryClient registry) {
        return new AvroSerde<>(registry, AffectEvent.getClassSchema());
    }

    /** The generic text of the same bytes, with our Avro. */
    private static String readAsTextByUs(byte[] bytes, AffectEvent event) throws Exception {
        var reader = new org.apache.avro.generic.GenericDatumReader<org.apache.avro.generic.GenericRecord>(
                event.getSchema());
        var decoder = org.apache.avro.io.DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);
        return reader.read(null, decoder).toString();
    }

    private static RegistryClient fresh() {
        return new RegistryClient(RegistryConfig.parse(server.url().toString()), System::nanoTime);
    }

    private static CachedSchemaRegistryClient genuine() {
        return new CachedSchemaRegistryClient(server.url().toString(), 100);
    }

    private static Schema talk(String field) {
        return SchemaBuilder.record("Talk").fields().requiredString(field).endRecord();
    }
}
