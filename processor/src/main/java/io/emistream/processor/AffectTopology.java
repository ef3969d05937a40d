package io.emistream.processor;

import io.emistream.model.Scorer;
import io.emistream.processor.consent.ConsentGate;
import io.emistream.processor.cut.Cutter;
import io.emistream.processor.cut.Progress;
import io.emistream.processor.intake.DeadLetters;
import io.emistream.processor.intake.Intake;
import io.emistream.processor.load.Overload;
import io.emistream.processor.score.Hearing;
import io.emistream.processor.score.Scoring;
import io.emistream.processor.store.TaskStore;
import io.emistream.schemas.Topic;
import io.emistream.schemas.Topics;
import io.emistream.schemas.consent.Revocations;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/**
 * The whole of the processor on one page: chunks → segments → scores → events.
 *
 * <pre>
 *                    ┌───────── dead letters ◀─────────┐
 * audio chunks ──▶ read-chunks ──▶ heed-consent ──▶ cut-segments ──▶ score-segments ──▶ affect events, shadow events
 *                                      │   (the task's store)
 *                                      │               │
 *                                      └──▶ session events ◀
 * </pre>
 */
public final class AffectTopology {
    private AffectTopology() {}

    /**
     * Builds it; no I/O.
     *
     * @param scorer shared by all tasks of the instance; outlives the topology
     * @param executor runs what hears segments, one after the other; shared and outliving like the scorer
     * @param overload shared like the scorer; outlives the topology
     * @param letters shared by all tasks as well
     * @param progress asked before somebody is taken for silent
     * @param revocations who may not be scored; shared, known to the end before the topology starts
     * @param storeKind makes a store of a name: on disk, or in memory for tests
     */
    public static Topology build(
            Topics topics,
            ProcessorRules rules,
            Scorer scorer,
            Executor executor,
            Overload overload,
            DeadLetters letters,
            Progress progress,
            Revocations revocations,
            Function<String, KeyValueBytesStoreSupplier> storeKind) {
        var hearing = new Hearing(scorer, rules.scoring().speech(), executor);
        var ways = new Cutter.Ways("score-segments", "session-events-out", "dead-letters-out");
        var consents = new ConsentGate.Ways("cut-segments", "score-segments", "session-events-out");
        var outcomes = new Scoring.Ways("affect-out", "shadow-out");
        var topology = new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        "audio-in",
                        (chunk, partitionTime) ->
                                Math.max(0, chunk.timestamp()), // a broken clock must not stop the task
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.audioChunks().name())
                .addProcessor(
                        "read-chunks",
                        () -> new Intake(
                                topics.audioChunks(), letters, revocations::touch, "heed-consent", "dead-letters-out"),
                        "audio-in")
                .addProcessor("heed-consent", () -> new ConsentGate(revocations, consents), "read-chunks")
                .addProcessor(
                        "cut-segments",
                        () -> new Cutter(
                                rules.segments(), rules.silence(), rules.hop(), overload, letters, progress, ways),
                        "heed-consent")
                .addProcessor(
                        "score-segments",
                        () -> new Scoring(hearing, rules.scoring(), overload, revocations, outcomes),
                        "cut-segments",
                        "heed-consent")
                .addStateStore(
                        TaskStore.builder(storeKind, rules.segments()),
                        "heed-consent",
                        "cut-segments",
                        "score-segments");
        sink(topology, "affect-out", topics.affectEvents(), "score-segments");
        sink(topology, "shadow-out", topics.affectShadow(), "score-segments");
        sink(topology, "session-events-out", topics.sessionEvents(), "heed-consent", "cut-segments");
        sink(topology, "dead-letters-out", topics.deadLetters(), "read-chunks", "cut-segments");
        return topology;
    }

    private static <K, V> void sink(Topology topology, String name, Topic<K, V> topic, String... from) {
        topology.addSink(
                name, topic.name(), topic.keys().serializer(), topic.values().serializer(), from);
    }
}
