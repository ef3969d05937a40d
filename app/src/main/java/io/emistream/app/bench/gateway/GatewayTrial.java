package io.emistream.app.bench.gateway;

import com.sun.management.OperatingSystemMXBean;
import io.emistream.app.bench.load.Quantiles;
import io.emistream.app.bench.load.Voice;
import io.emistream.app.bench.load.Voices;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.Roles;
import io.emistream.producer.gateway.GatewayConfig;
import io.emistream.producer.gateway.GatewayServer;
import io.emistream.producer.gateway.socket.SocketRules;
import io.emistream.producer.gateway.voice.Clocks;
import io.emistream.producer.gateway.voice.IngestRules;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Live sessions through Kafka's own producer, then through the gateway, at the same moments of an absolute clock; Kafka, gateway and clients in this process.
 *
 * @param resumed sessions whose connection is broken off in the middle and resumed
 */
record GatewayTrial(int sessions, Duration length, int resumed, Consumer<String> progress) {
    private static final int CHUNK = 1_600;
    private static final long CHUNK_NANOS = 100_000_000;
    private static final int WARM_UP = 80;

    /** What one way gave. */
    record Row(Quantiles latency, double cores, int incomplete, long wrong) {}

    /** @param resumptions milliseconds each */
    record Result(Row direct, Row gateway, List<Double> resumptions) {}

    Result run(Path folder, Voices voices) throws Exception {
        try (var lifecycle = new Lifecycle()) {
            var cluster = Roles.embedded(folder, "127.0.0.1", 0, 0, lifecycle).cluster();
            var rules = SocketRules.standard().connections(2 * sessions, 2 * sessions);
            var config = GatewayConfig.local(0).by(IngestRules.standard(), rules, Duration.ofMinutes(10));
            var clocks = new Clocks(InstantSource.system(), System::nanoTime);
            var gateway =
                    lifecycle.add("gateway", GatewayServer.start(config, cluster.clients(), cluster.topics(), clocks));
            int chunks = (int) (length.toNanos() / CHUNK_NANOS);
            var speech = voices.speech(sessions, (long) chunks * CHUNK);
            warmUp(cluster, gateway, speech);
            var names = new Names("direct");
            Row direct;
            try (var way = new DirectWay(cluster, names, sessions)) {
                direct = new Run(cluster, names, speech, chunks).through(way, i -> {});
            }
            var others = new Names("gateway");
            try (var way = new GatewayWay(gateway.address(), others, sessions)) {
                var run = new Run(cluster, others, speech, chunks);
                var row = run.through(way, chunk -> breakOff(way, run, chunk - chunks / 2, chunk));
                return new Result(direct, row, way.resumptions());
            }
        }
    }

    private void warmUp(Cluster cluster, GatewayServer gateway, List<Voice> speech) throws InterruptedException {
        var direct = new Names("warm-direct");
        try (var way = new DirectWay(cluster, direct, sessions)) {
            new Run(cluster, direct, speech, WARM_UP).through(way, i -> {});
        }
        var names = new Names("warm-gateway");
        try (var way = new GatewayWay(gateway.address(), names, sessions)) {
            new Run(cluster, names, speech, WARM_UP).through(way, i -> {});
        }
    }

    /** One session at each chunk from the middle on. */
    private void breakOff(GatewayWay way, Run run, int session, int chunk) throws InterruptedException {
        if (session < 0 || session >= Math.min(resumed, sessions)) return;
        way.breakOff(session, (number, from) -> run.pcm(number, from, (int) ((long) chunk * CHUNK - from)));
    }

    private interface EachChunk {
        void before(int chunk) throws InterruptedException;
    }

    /** The same speech one way. */
    private final class Run {
        private static final OperatingSystemMXBean SYSTEM =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        private final Cluster cluster;
        private final Names names;
        private final List<Voice> speech;
        private final int chunks;
        private final long begin = System.nanoTime() + CHUNK_NANOS * 5;

        Run(Cluster cluster, Names names, List<Voice> speech, int chunks) {
            this.cluster = cluster;
            this.names = names;
            this.speech = speech;
            this.chunks = chunks;
        }

        Row through(Way way, EachChunk breaking) throws InterruptedException {
            try (var stored = new Stored(cluster, names, sessions, this::due)) {
                var reading = new Thread(stored, "reader");
                reading.start();
                long cpu = SYSTEM.getProcessCpuTime();
                speak(way, breaking);
                double cores = (SYSTEM.getProcessCpuTime() - cpu) / (double) (chunks * CHUNK_NANOS);
                way.end();
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                stored.close();
                reading.join();
                var report = stored.report((long) chunks * CHUNK);
                return new Row(Quantiles.of(report.latencies()), cores, report.incomplete(), report.wrong());
            }
        }

        private void speak(Way way, EachChunk breaking) throws InterruptedException {
            for (int chunk = 0; chunk < chunks; chunk++) {
                if (chunk % 10 == 0) progress.accept(names.prefix() + ": " + chunk / 10 + " of " + chunks / 10 + " s");
                breaking.before(chunk);
                for (int session = 0; session < sessions; session++) {
                    var pcm = pcm(session, (long) chunk * CHUNK, CHUNK);
                    long due = due(session, (chunk + 1L) * CHUNK);
                    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime())
                        LockSupport.parkNanos(wait);
                    way.send(session, pcm);
                }
            }
        }

        byte[] pcm(int session, long first, int count) {
            var bytes = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asShortBuffer().put(speech.get(session).sound().samples(first, count));
            return bytes.array();
        }

        /** Sessions speak evenly in turn. */
        private long due(int session, long samples) {
            return begin + samples * CHUNK_NANOS / CHUNK + session * CHUNK_NANOS / sessions;
        }
    }
}
