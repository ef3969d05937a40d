package io.emistream.app.bench.load;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.EventReader;
import io.emistream.producer.ChunkPublisher;
import io.emistream.schemas.avro.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Plays a load to processors, reads the events back as they are committed, and checks each. One thread, beside those of the generator.
 *
 * @param progress hears now and then how far it is
 */
public record LoadTrial(Target target, Voices voices, Consumer<String> progress) {
    /** No event for so long, and what is missing is lost. */
    private static final Duration STALLED = Duration.ofSeconds(30);

    /** How long to wait for events that should not come, after all that should have. */
    private static final Duration AFTERMATH = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** @param prefix of its sessions' names, its own among all trials that the topics still hold */
    public Outcome run(Load load, String prefix) throws InterruptedException {
        return run(load, i -> prefix + "-" + i);
    }

    /** @param names of its sessions by their numbers, its own among all trials that the topics still hold */
    public Outcome run(Load load, IntFunction<String> names) throws InterruptedException {
        var all = voices.of(load, names);
        Map<Voice.Speaker, List<Range>> expected = new HashMap<>();
        all.forEach(voice -> expected.put(voice.speaker(), voice.segments()));
        var topic = target.cluster().topics().audioChunks();
        try (var publisher = ChunkPublisher.connect(topic, target.publisher());
                var reader = EventReader.start(target.cluster());
                var lag = Lag.of(target.cluster(), target.group());
                var changelogs = Changelogs.of(target.cluster(), target.group());
                var run = new Run(load, expected, publisher, reader, lag, all)) {
            run.play();
            run.drain();
            return run.outcome(bursts(all), changelogs.size());
        }
    }

    private static Map<Voice.Speaker, List<Range>> bursts(List<Voice> all) {
        Map<Voice.Speaker, List<Range>> bursts = new HashMap<>();
        for (var voice : all)
            if (voice.sound() instanceof MarkedTones tones) bursts.put(voice.speaker(), tones.bursts());
        return bursts;
    }

    /** Where a trial is. */
    private final class Run implements AutoCloseable {
        private final Load load;
        private final Map<Voice.Speaker, List<Range>> expected;
        private final ChunkPublisher publisher;
        private final EventReader reader;
        private final Lag lag;
        private final int playing;
        private final Set<Arrival.Key> missing = new HashSet<>();
        private final List<Arrival> arrivals = new ArrayList<>();
        private final Usage usage = new Usage();
        private final Batches.Count batchesBegin = batches();
        private final long begin = System.nanoTime();
        private final Generator generator;
        private long lastArrival = begin;
        private long lastLook = begin;
        private long lagAtEnd;

        Run(
                Load load,
                Map<Voice.Speaker, List<Range>> expected,
                ChunkPublisher publisher,
                EventReader reader,
                Lag lag,
                List<Voice> all) {
            this.load = load;
            this.expected = expected;
            this.publisher = publisher;
            this.reader = reader;
            this.lag = lag;
            playing = all.size();
            expected.forEach(
                    (speaker, segments) -> segments.forEach(segment -> missing.add(new Arrival.Key(speaker, segment))));
            generator = Generator.start(publisher, all, load);
        }

        void play() {
            while (!generator.done()) read();
            lagAtEnd = lag.chunks();
        }

        /** Reads on until all is there, or nothing comes any more, or the time is over. */
        void drain() {
            long ended = System.nanoTime();
            while (!missing.isEmpty() && since(Math.max(ended, lastArrival)).compareTo(STALLED) < 0) {
                if (since(ended).compareTo(load.drain()) > 0) return;
                read();
            }
            long complete = System.nanoTime();
            while (since(complete).compareTo(AFTERMATH) < 0) read();
        }

        private void read() {
            var events = reader.poll(Duration.ofMillis(50));
            var visible = Instant.now();
            for (var event : events) {
                if (event.getKind() != EventKind.FINAL) continue;
                var arrival = Arrival.of(event, visible);
                if (!expected.containsKey(arrival.speaker())) continue; // of others on the same cluster
                arrivals.add(arrival);
                missing.remove(arrival.key());
                lastArrival = System.nanoTime();
                usage.end();
            }
            if (since(lastLook).compareTo(LOOK) >= 0) look();
        }

        private void look() {
            lastLook = System.nanoTime();
            usage.look();
            progress.accept(load.sessions() + " sessions, " + since(begin).toSeconds() + " s: "
                    + publisher.acknowledged() + " chunks out, " + arrivals.size() + " events in, " + missing.size()
                    + " to come");
        }

        private Batches.Count batches() {
            return target.batches().map(Batches::now).orElse(new Batches.Count(0, 0));
        }

        Outcome outcome(Map<Voice.Speaker, List<Range>> bursts, Optional<Changelogs.Size> changelogs) {
            usage.look();
            boolean stalled = since(lastArrival).compareTo(STALLED) >= 0;
            if (stalled && arrivals.isEmpty() && target.batches().isEmpty())
                throw new EnvironmentProblem(
                        "no event came within " + STALLED.toSeconds() + " s: check that emi processor runs at "
                                + target.cluster().bootstrap());
            return new Outcome(
                    load,
                    playing,
                    publisher.acknowledged(),
                    (lastArrival - begin) / 1e9,
                    List.copyOf(arrivals),
                    SegmentCheck.of(expected, arrivals),
                    MarkedCheck.of(bursts, arrivals),
                    missing.isEmpty() || stalled,
                    lagAtEnd,
                    generator.lateness(),
                    target.batches()
                            .map(unused -> new Outcome.Own(
                                    usage.cores(), usage.resident(), batches().since(batchesBegin))),
                    changelogs);
        }

        private static Duration since(long nanos) {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }

        @Override
        public void close() throws InterruptedException {
            generator.close();
        }
    }
}
