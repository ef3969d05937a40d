package io.emistream.app.bench.scale;

import io.emistream.app.bench.load.Target;
import io.emistream.app.bench.process.Machine;
import io.emistream.app.bench.process.Surroundings;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Roles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A broker and a registry in this process, new and empty, and processors in processes of their own, each with a simulated GPU. One thread at a time. */
final class Crew implements AutoCloseable {
    private final Lifecycle lifecycle = new Lifecycle();
    private final List<Machine> processors = new ArrayList<>();
    private final Path folder;
    private final Roles.Embedded kafka;
    private final int segmentMillis;

    private Crew(Path folder, int partitions, int segmentMillis) {
        this.folder = folder;
        this.segmentMillis = segmentMillis;
        kafka = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, partitions, lifecycle);
    }

    /** Starts Kafka, and no processor yet. */
    static Crew of(Path folder, int partitions, int segmentMillis) {
        return new Crew(folder, partitions, segmentMillis);
    }

    Target target() {
        return Target.outside(kafka.cluster());
    }

    /** Starts so many at once; returns when they share the partitions evenly. */
    void start(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) begin();
        processors.forEach(Machine::awaitReady);
        new Owners(target()).await(processors.size());
    }

    /** Starts one more and does not wait. */
    Machine begin() {
        int number = processors.size();
        var processor = lifecycle.add(
                "processor",
                new Machine(
                        folder.resolve("processor-" + number + ".log"),
                        Surroundings.usual(),
                        List.of(
                                "bench",
                                "scale",
                                "processor",
                                "--bootstrap",
                                kafka.cluster().bootstrap(),
                                "--registry",
                                kafka.registry().toString(),
                                "--state",
                                folder.resolve("state-" + number).toString(),
                                "--engine",
                                "simulated-gpu",
                                "--segment-ms",
                                String.valueOf(segmentMillis))));
        processors.add(processor);
        processor.begin();
        return processor;
    }

    /** Processor time that the processors have taken, all together. */
    Duration cpu() {
        return processors.stream().map(Machine::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
