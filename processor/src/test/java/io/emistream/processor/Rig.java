package io.emistream.processor;

import io.emistream.model.Scorer;
import io.emistream.processor.intake.DeadLetters;
import io.emistream.processor.load.LoadRules;
import io.emistream.processor.load.Overload;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.SchemaRegistry;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import io.emistream.schemas.consent.ConsentSubject;
import io.emistream.schemas.consent.Revocations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology without Kafka; time moves by hand. */
final class Rig implements AutoCloseable {
    /** Of any sound: what the tests say is a buzz. */
    static final ProcessorRules RULES = ProcessorRules.standard().ofAnySound();

    private static final Duration STEP = Duration.ofSeconds(1);

    private final LastingStores stores;
    private final AtomicLong nanos;
    private final AtomicBoolean connected;
    private final Topics topics;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> audio;
    private final TestOutputTopic<String, AffectEvent> affect;
    private final TestOutputTopic<String, SessionEvent> sessions;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final List<SessionEvent> heard = new ArrayList<>();
    private final Revocations revocations;

    Rig(Scorer scorer) {
        this(scorer, RULES, new InMemoryRegistry());
    }

    /** With letters that the test knows; scores at once. */
    static Rig with(DeadLetters letters) {
        var registry = new InMemoryRegistry();
        var nanos = new AtomicLong();
        var stores = new LastingStores();
        var revocations = new Revocations();
        return new Rig(
                AffectTopology.build(
                        Topics.with(registry),
                        RULES,
                        ScriptedScorer.atOnce(),
                        Runnable::run,
                        new Overload(LoadRules.standard(), nanos::get),
                        letters,
                        Asked.READ,
                        revocations,
                        stores::named),
                stores,
                nanos,
                new AtomicBoolean(true),
                registry,
                revocations);
    }

    Rig(Scorer scorer, ProcessorRules rules, SchemaRegistry registry) {
        this(
                scorer,
                rules,
                LoadRules.standard(),
                new AtomicLong(),
                new AtomicBoolean(true),
                new LastingStores(),
                registry,
                new Revocations());
    }

    /** @param nanos goes on with the time that passes */
    private Rig(
            Scorer scorer,
            ProcessorRules rules,
            LoadRules load,
            AtomicLong nanos,
            AtomicBoolean connected,
            LastingStores stores,
            SchemaRegistry registry,
            Revocations revocations) {
        this(
                AffectTopology.build(
                        Topics.with(registry),
                        rules,
                        scorer,
                        Runnable::run,
                        new Overload(load, nanos::get),
                        new DeadLetters(),
                        Asked.whereKafkaIs(connected::get),
                        revocations,
                        stores::named),
                stores,
                nanos,
                connected,
                registry,
                revocations);
    }

    /** With stores that the next rig finds as this one leaves them. */
    static Rig on(LastingStores stores, Scorer scorer) {
        return on(stores, scorer, new Revocations());
    }

    /** The same, and with what is known of consent. */
    static Rig on(LastingStores stores, Scorer scorer, Revocations revocations) {
        var registry = new InMemoryRegistry();
        var nanos = new AtomicLong();
        var overload = new Overload(LoadRules.standard(), nanos::get);
        return new Rig(
                AffectTopology.build(
                        Topics.with(registry),
                        RULES,
                        scorer,
                        Runnable::run,
                        overload,
                        new DeadLetters(),
                        Asked.READ,
                        revocations,
                        stores::named),
                stores,
                nanos,
                new AtomicBoolean(true),
                registry,
                revocations);
    }

    private Rig(
            Topology topology,
            LastingStores stores,
            AtomicLong nanos,
            AtomicBoolean connected,
            SchemaRegistry registry,
            Revocations revocations) {
        this.stores = stores;
        this.revocations = revocations;
        this.nanos = nanos;
        this.connected = connected;
        topics = Topics.with(registry);
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "rig");
        driver = new TopologyTestDriver(topology, settings, Call.BEGAN);
        var bytes = new ByteArraySerializer();
        audio = driver.createInputTopic(topics.audioChunks().name(), bytes, bytes);
        affect = driver.createOutputTopic(
                topics.affectEvents().name(),
                topics.affectEvents().keys().deserializer(),
                topics.affectEvents().values().deserializer());
        sessions = driver.createOutputTopic(
                topics.sessionEvents().name(),
                topics.sessionEvents().keys().deserializer(),
                topics.sessionEvents().values().deserializer());
        deadLetters = driver.createOutputTopic(
                topics.deadLetters().name(),
                topics.deadLetters().keys().deserializer(),
                topics.deadLetters().values().deserializer());
    }

    byte[] bytes(AudioChunk chunk) {
        return topics.audioChunks()
                .values()
                .serializer()
                .serialize(topics.audioChunks().name(), chunk);
    }

    void send(AudioChunk chunk) {
        send(chunk.getSessionId(), bytes(chunk));
    }

    void send(List<AudioChunk> chunks) {
        chunks.forEach(this::send);
    }

    void send(@Nullable String key, byte @Nullable [] value) {
        send(key, value, Call.BEGAN.plusMillis(40));
    }

    /** @param appended the broker's time of the record */
    void send(@Nullable String key, byte @Nullable [] value, Instant appended) {
        audio.pipeInput(new TestRecord<>(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value, appended));
    }

    void send(TestRecord<byte[], byte[]> record) {
        audio.pipeInput(record);
    }

    /** Evenly, as time passes for a task that runs. */
    void pass(Duration time) {
        for (var left = time; !left.isZero(); ) {
            var step = left.compareTo(STEP) < 0 ? left : STEP;
            nanos.addAndGet(step.toNanos());
            driver.advanceWallClockTime(step);
            left = left.minus(step);
        }
    }

    /** The wall clock goes ahead in one step: it was set, or the thread was held up. */
    void jump(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Whether Kafka is there. */
    void connect(boolean now) {
        connected.set(now);
    }

    /** It is said of a session, or with a participant of one voice in it. */
    void consent(ConsentState state, String session, @Nullable String participant) {
        var subject = new ConsentSubject(session, participant);
        revocations.heard(subject, subject.message(state, null, null, "test", Call.BEGAN));
    }

    /** The events that came since the last look, after the punctuator had its turns. */
    List<AffectEvent> events() {
        var events = new ArrayList<AffectEvent>();
        boolean more = true;
        while (more) {
            pass(Duration.ofMillis(5));
            more = events.addAll(affect.readValuesToList());
        }
        return events;
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    /** All session events since the beginning. */
    List<SessionEvent> sessionEvents() {
        heard.addAll(sessions.readValuesToList());
        return heard;
    }

    List<SessionEvent> sessionEvents(SessionEventType type) {
        return sessionEvents().stream().filter(e -> e.getType() == type).toList();
    }

    /** Runs of chunks, which are one chunk long here: the driver commits after each record. */
    long storedChunks() {
        return stores.startingWith(0);
    }

    /** Bytes of them. */
    long storedAudio() {
        return stores.bytesStartingWith(0);
    }

    long storedParticipants() {
        return stores.startingWith(1);
    }

    long storedSegments() {
        return stores.startingWith(2);
    }

    @Override
    public void close() {
        driver.close();
    }
}
