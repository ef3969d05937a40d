package io.emistream.app.bench.load;

import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.Inference;
import io.emistream.app.role.Roles;
import io.emistream.processor.ProcessorConfig;
import io.emistream.processor.ProcessorRules;
import io.emistream.producer.AudioBlock;
import io.emistream.producer.ChunkPublisher;
import io.emistream.producer.Chunker;
import io.emistream.schemas.Pcm16;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Chunks that lie on the log, through the bare loop and through the processor with an engine that answers at once, in turn, as fast as each can. */
record PassthroughTrial(int sessions, Duration length, int rounds) {
    private static final Duration STALLED = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String COPIES = "emi.bench.copies";
    private static final int PARTITIONS = 2;

    /** Chunks per second of each in one round. */
    record Round(double bare, double processor) {}

    /** The rounds in order; the first one warms both up. */
    List<Round> run(Path folder, Voices voices) throws Exception {
        var rates = new ArrayList<Round>();
        try (var lifecycle = new Lifecycle()) {
            var cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, lifecycle)
                    .cluster();
            copies(cluster);
            publish(cluster, voices);
            for (int round = 0; round < rounds; round++)
                rates.add(new Round(bare(cluster, "bare-" + round), processor(cluster, folder, "processor-" + round)));
        }
        return List.copyOf(rates);
    }

    private static void copies(Cluster cluster) throws Exception {
        var settings = cluster.topics().audioChunks().settings();
        try (var admin = Admin.create(Map.<String, Object>copyOf(cluster.clients()))) {
            var topic = new NewTopic(COPIES, Optional.of(PARTITIONS), Optional.of((short) 1)).configs(settings);
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private void publish(Cluster cluster, Voices voices) {
        long samples = length.toSeconds() * Sound.RATE;
        try (var publisher = ChunkPublisher.connect(cluster.topics().audioChunks(), cluster.clients())) {
            var streams = voices.speech("pass", sessions, samples);
            var chunkers = streams.stream()
                    .map(voice -> new Chunker(voice.session(), voice.participant(), Chunker.STANDARD))
                    .toList();
            int chunk = (int) (Chunker.STANDARD.toMillis() * Sound.RATE / 1000);
            for (long at = 0; at < samples; at += chunk) {
                for (int i = 0; i < sessions; i++) {
                    var heard = Pcm16.floats(Pcm16.encode(streams.get(i).sound().samples(at, chunk)));
                    chunkers.get(i).add(new AudioBlock(heard, Instant.now())).forEach(publisher::publish);
                }
            }
            chunkers.forEach(chunker -> publisher.publish(chunker.end(Instant.now())));
            publisher.flush();
        }
    }

    private static double bare(Cluster cluster, String group) throws InterruptedException {
        try (var loop = new BareLoop(cluster, group, COPIES)) {
            var thread = new Thread(loop, "bare-loop");
            thread.start();
            double rate = rate(cluster, group);
            loop.close();
            thread.join();
            return rate;
        }
    }

    private static double processor(Cluster cluster, Path folder, String group) throws InterruptedException {
        var standard = ProcessorConfig.standard(cluster.bootstrap(), folder.resolve(group));
        var config = new ProcessorConfig(
                cluster.bootstrap(),
                group,
                standard.stateDir(),
                standard.threads(),
                standard.startTimeout(),
                standard.closeTimeout(),
                ProcessorRules.standard(),
                standard.kafka());
        try (var scorer = EngineChoice.NULL.start(new Inference());
                var processor = Target.processor(config, cluster, scorer)) {
            return rate(cluster, group);
        }
    }

    /** Chunks per second between the first look that finds any committed and the one that finds all. */
    private static double rate(Cluster cluster, String group) throws InterruptedException {
        try (var progress = Lag.of(cluster, group)) {
            long end = progress.end();
            long first = 0;
            long began = 0;
            long changed = System.nanoTime();
            for (long now = 0; now < end; TimeUnit.NANOSECONDS.sleep(LOOK.toNanos())) {
                long before = now;
                now = progress.committed();
                long time = System.nanoTime();
                if (now > before) changed = time;
                if (before == 0 && now > 0) {
                    first = now;
                    began = time;
                }
                if (now == end && now > first) return (now - first) / ((time - began) / 1e9);
                if (time - changed > STALLED.toNanos())
                    throw new EnvironmentProblem(group + " stands still at chunk " + now + " of " + end);
            }
            throw new EnvironmentProblem(
                    "all " + end
                            + " chunks passed between two looks, which says nothing of their rate: give more --sessions or --seconds");
        }
    }
}
