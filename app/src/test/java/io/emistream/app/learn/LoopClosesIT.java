package io.emistream.app.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.learn.LearningOptions.Learning;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.EventReader;
import io.emistream.app.role.Inference;
import io.emistream.app.role.OwnCommand;
import io.emistream.app.role.Recordings;
import io.emistream.app.role.ReleaseNews;
import io.emistream.app.role.Replay;
import io.emistream.app.role.Roles;
import io.emistream.app.role.StorePlace;
import io.emistream.app.role.WholeTopic;
import io.emistream.dashboard.DashboardServer;
import io.emistream.model.ReleaseId;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.release.TinyRelease;
import io.emistream.processor.swap.Announcer;
import io.emistream.processor.swap.SwapRules;
import io.emistream.processor.swap.Wishes;
import io.emistream.producer.Pace;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioEncoding;
import io.emistream.schemas.avro.LabelledClip;
import io.emistream.schemas.avro.ReleaseStage;
import io.emistream.schemas.avro.Split;
import io.emistream.schemas.avro.TrainingEvent;
import io.emistream.schemas.avro.TrainingEventType;
import io.emistream.trainer.corpus.Corpus;
import io.emistream.trainer.corpus.CorpusClip;
import io.emistream.trainer.evaluate.Gate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a rating to a release that scores, with a tiny network and clips of tones; the gate's margin is 0, openly. */
class LoopClosesIT {
    private static final String SET = "tones-v1";
    private static final ReleaseId BASE = new ReleaseId("base", "1");
    private static final int CLIPS_A_SPEAKER = 4;
    private static final Map<String, Split> SPEAKERS = speakers();
    private static final Map<String, String> QUICK = Map.of(
            "epochs", "20",
            "batch", "8",
            "optimiser.rate", "3e-3",
            "masking.probability", "0",
            "regularisation.layerDrop", "0");

    @TempDir
    private Path folder;

    @Test
    void aRatedSegmentIsLearnedFromAndTheReleaseGoesLiveAndAWorseOneIsRefused() throws Exception {
        try (var lifecycle = new Lifecycle()) {
            var store = new ReleaseStore(folder.resolve("releases"));
            TinyRelease.publish(store, BASE, SET);
            var cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, lifecycle)
                    .cluster();
            var dashboard = Roles.dashboard(cluster, "127.0.0.1", 0, true, lifecycle);
            var swapping = Roles.processor(
                            cluster, folder.resolve("state"), inference(), SwapRules.standard(), lifecycle)
                    .swapping();
            announceBase(cluster, store, lifecycle);
            var reader = lifecycle.add("reader", EventReader.start(cluster));

            AffectEvent heard = play(cluster, "before", reader);
            assertThat(heard.getModelName()).isEqualTo("base");
            String rated = rate(dashboard, heard);
            publish(cluster, clips(false));
            int records = SPEAKERS.size() * CLIPS_A_SPEAKER + 1;

            var trainer = train(cluster, "work", records);
            var events = new TrainingReader(cluster);
            TrainingEvent passed = events.await(event -> event.getType() == TrainingEventType.GATE_PASSED
                    || event.getType() == TrainingEventType.GATE_REFUSED
                    || event.getType() == TrainingEventType.FAILED);
            assertThat(passed.getType()).as("%s", passed.getReasons()).isEqualTo(TrainingEventType.GATE_PASSED);
            await(() -> swapping.serving().active().id().name().equals("learned"));
            assertThat(play(cluster, "after", reader).getModelName()).isEqualTo("learned");
            trainer.close();
            assertThat(Corpus.open(folder.resolve("work/corpus")).clips())
                    .extracting(CorpusClip::id)
                    .contains(rated);

            ReleaseId live = swapping.serving().active().id();
            publish(cluster, clips(true));
            var second = train(cluster, "work-2", 2 * records - 1);
            TrainingEvent refused = events.await(event -> event.getType() == TrainingEventType.GATE_REFUSED
                    || event.getType() == TrainingEventType.GATE_PASSED
                    || event.getType() == TrainingEventType.FAILED);
            second.close();
            events.close();
            assertThat(refused.getType()).as("%s", refused.getReasons()).isEqualTo(TrainingEventType.GATE_REFUSED);
            assertThat(refused.getReasons()).anyMatch(reason -> reason.startsWith("failed: mean ρ"));
            assertThat(swapping.serving().active().id()).isEqualTo(live);
        }
    }

    private Trainer train(Cluster cluster, String work, int clips) throws Exception {
        var learning = new Learning(
                SET,
                TinyRelease.LABELS,
                "random:small", // not used: a run starts from what serves
                "paper",
                QUICK,
                "learned",
                new Due(clips, 0),
                new Gate(0, 0.95, 0.1, 10),
                true);
        return Trainer.start(
                learning,
                new Trainer.Served(SwapRules.LIVE, BASE),
                OwnCommand.words(),
                folder.resolve(work),
                new StorePlace(folder.resolve("releases").toString()),
                cluster,
                DeviceChoice.cpu());
    }

    private Inference inference() {
        return Inference.of(
                "--release",
                BASE.toString(),
                "--store",
                folder.resolve("releases").toString());
    }

    private static void announceBase(Cluster cluster, ReleaseStore store, Lifecycle lifecycle) throws Exception {
        var announcer = lifecycle.add("announcer", Announcer.to(cluster.clients(), cluster.topics()));
        announcer.release(ReleaseNews.of(store, BASE, ReleaseStage.APPROVED, null, Instant.now()));
        announcer.deployment(
                Wishes.promote(SwapRules.LIVE, Optional.empty(), null, BASE, "test", "begin", Instant.now()));
    }

    /** Plays a recording as a session and gives its first event. */
    private AffectEvent play(Cluster cluster, String session, EventReader reader) throws Exception {
        var recording = Recordings.bundled(folder.resolve("recordings")).get(0).as(session);
        try (var replay = Replay.start(cluster, List.of(recording), Pace.FAST)) {
            var first = new ArrayList<AffectEvent>();
            await(() -> {
                reader.poll(Duration.ofMillis(100)).stream()
                        .filter(event -> event.getSessionId().equals(session))
                        .forEach(first::add);
                return !first.isEmpty() && replay.done();
            });
            return first.get(0);
        }
    }

    private static String rate(DashboardServer dashboard, AffectEvent event) throws Exception {
        var body =
                """
                {"sessionId": "%s", "participantId": "%s", "firstSample": %d, "lastSample": %d, "captureTime": "%s",
                 "outputSet": "%s", "annotator": "ann", "labels": {"High": 0.2, "Low": 0.7}}"""
                        .formatted(
                                event.getSessionId(),
                                event.getParticipantId(),
                                event.getFirstSample(),
                                event.getLastSample(),
                                event.getCaptureTime(),
                                SET);
        HttpResponse<String> answer = post(dashboard.address(), body, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(post(dashboard.address(), body, "http://elsewhere.example").statusCode())
                .isEqualTo(403);
        assertThat(post(dashboard.address(), body.replace("0.7", "7"), null).body())
                .contains("Low is 7; ratings go from 0 to 1");
        assertThat(post(dashboard.address(), body.replace("\"before\"", "\"gone\""), null)
                        .statusCode())
                .isEqualTo(410);
        return "rated/" + event.getSessionId() + "/" + event.getParticipantId() + "/" + event.getFirstSample() + "/ann";
    }

    private static HttpResponse<String> post(URI address, String body, @Nullable String origin) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve("/api/ratings"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(30));
        if (origin != null) request.header("Origin", origin);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void publish(Cluster cluster, List<LabelledClip> clips) throws Exception {
        var topic = cluster.topics().labelledClips();
        try (var producer = new KafkaProducer<>(
                new HashMap<String, Object>(cluster.clients()),
                topic.keys().serializer(),
                topic.values().serializer())) {
            for (var clip : clips)
                producer.send(new ProducerRecord<>(topic.name(), clip.getClipId(), clip))
                        .get();
        }
    }

    /** High and low tones in noise; with the labels of those to learn from exchanged, they teach the opposite. */
    private static List<LabelledClip> clips(boolean exchanged) {
        var random = new SplittableRandom(11);
        var clips = new ArrayList<LabelledClip>();
        SPEAKERS.forEach((speaker, split) -> {
            for (int i = 0; i < CLIPS_A_SPEAKER; i++) {
                boolean high = i % 2 == 0;
                boolean says = exchanged && split != Split.TEST ? !high : high;
                double hertz = high ? random.nextDouble(1_500, 2_500) : random.nextDouble(150, 300);
                var samples = new float[8_000];
                for (int s = 0; s < samples.length; s++)
                    samples[s] = (float)
                            (0.3 * Math.sin(2 * Math.PI * hertz * s / 16_000) + 0.02 * random.nextDouble(-1, 1));
                clips.add(LabelledClip.newBuilder()
                        .setClipId(speaker + "/" + i)
                        .setEncoding(AudioEncoding.PCM_S16LE)
                        .setPayload(ByteBuffer.wrap(Pcm16.encode(samples)))
                        .setLabels(Map.of("High", says ? 1f : 0f, "Low", says ? 0f : 1f))
                        .setOutputSet(SET)
                        .setSpeakerId(speaker)
                        .setSplit(split)
                        .setSource("a test")
                        .build());
            }
        });
        return clips;
    }

    private static Map<String, Split> speakers() {
        var speakers = new TreeMap<String, Split>();
        for (int i = 0; i < 8; i++) speakers.put("train-" + i, Split.TRAIN);
        for (int i = 0; i < 2; i++) speakers.put("validation-" + i, Split.VALIDATION);
        for (int i = 0; i < 4; i++) speakers.put("test-" + i, Split.TEST);
        return speakers;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Training events from the beginning, each once. */
    private static final class TrainingReader {
        private final KafkaConsumer<String, TrainingEvent> consumer;
        private final List<TrainingEvent> waiting = new ArrayList<>();

        TrainingReader(Cluster cluster) {
            consumer = WholeTopic.reader(cluster.bootstrap(), cluster.topics().trainingEvents());
        }

        TrainingEvent await(Predicate<TrainingEvent> wanted) {
            long end = System.nanoTime() + Duration.ofSeconds(180).toNanos();
            while (System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> waiting.add(record.value()));
                while (!waiting.isEmpty()) {
                    TrainingEvent event = waiting.remove(0);
                    if (wanted.test(event)) return event;
                }
            }
            throw new AssertionError("no such training event came in time");
        }

        void close() {
            consumer.close();
        }
    }
}
