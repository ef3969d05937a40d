package io.emistream.app.bench.fault;

import io.emistream.app.bench.fault.Needs.Obstacle;
import io.emistream.app.bench.load.EngineChoice;
import io.emistream.app.bench.process.Machine;
import io.emistream.app.bench.process.Surroundings;
import io.emistream.app.broker.Ports;
import io.emistream.app.broker.Quorum;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.registry.EmbeddedRegistry;
import io.emistream.app.role.Cluster;
import io.emistream.schemas.TopicCreation;
import io.emistream.schemas.registry.RegistryConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The processes of a trial, and what stands in their way. The registry is in this process.
 *
 * @param brokers in the order of their numbers, from 1 on
 */
record Site(
        List<Machine> brokers,
        List<Machine> processors,
        Cluster cluster,
        Optional<Detour> detour,
        Optional<SmallDisk> disk,
        Optional<FalseClock> clock) {
    private static final String HOST = "127.0.0.1";
    private static final int PARTITIONS = 6;
    private static final int DISK_MB = 512;

    /** Starts all of it, in a folder of its own; the lifecycle ends it. */
    static Site build(Needs needs, EngineChoice engine, Path folder, Lifecycle lifecycle) throws IOException {
        return new Building(needs, engine, folder, lifecycle).site();
    }

    /** How a site comes to be. */
    private record Building(Needs needs, EngineChoice engine, Path folder, Lifecycle lifecycle) {

        Site site() throws IOException {
            var clock = needs.obstacle() == Obstacle.FALSE_CLOCK
                    ? Optional.of(FalseClock.in(folder))
                    : Optional.<FalseClock>empty();
            var disk = disk();
            var ports = ports(2 * needs.brokers() + 1);
            var kafka = ports.subList(0, needs.brokers());
            int inner = ports.get(ports.size() - 1);
            var detour = needs.obstacle() == Obstacle.DETOUR
                    ? Optional.of(lifecycle.add("detour", Detour.to(inner)))
                    : Optional.<Detour>empty();
            var quorum = ports.subList(needs.brokers(), 2 * needs.brokers());
            var brokers = brokers(kafka, quorum, detour.map(way -> List.of(inner, way.port())), disk);
            var bootstrap = kafka.stream().map(port -> HOST + ":" + port).collect(Collectors.joining(","));
            var registry = lifecycle.add("registry", EmbeddedRegistry.start(bootstrap, HOST, 0));
            var config = RegistryConfig.parse(registry.url().toString());
            var cluster = Cluster.join(bootstrap, config, new TopicCreation(PARTITIONS, (short) 0));
            var way = detour.map(d -> HOST + ":" + d.port()).orElse(bootstrap);
            return new Site(brokers, processors(way, registry.url(), disk, clock), cluster, detour, disk, clock);
        }

        private Optional<SmallDisk> disk() throws IOException {
            return switch (needs.obstacle()) {
                case STATE_DISK -> Optional.of(mount(state(0)));
                case BROKER_DISK -> Optional.of(mount(data(1)));
                default -> Optional.empty();
            };
        }

        private SmallDisk mount(Path on) throws IOException {
            return lifecycle.add("disk", SmallDisk.mount(Files.createDirectories(on), DISK_MB));
        }

        private Path state(int processor) {
            return folder.resolve("state-" + processor);
        }

        private Path data(int node) {
            return folder.resolve("kafka-" + node);
        }

        private static List<Integer> ports(int count) {
            Set<Integer> ports = new LinkedHashSet<>();
            while (ports.size() < count) ports.add(Ports.free("a broker", HOST, 0));
            return List.copyOf(ports);
        }

        private List<Machine> brokers(
                List<Integer> kafka, List<Integer> quorum, Optional<List<Integer>> detour, Optional<SmallDisk> disk) {
            var id = Quorum.newClusterId();
            var usual = needs.brokers() > 1 ? Surroundings.usual().small() : Surroundings.usual();
            var surroundings = needs.obstacle() == Obstacle.BROKER_DISK ? usual.behind(entrance(disk)) : usual;
            var brokers = IntStream.rangeClosed(1, kafka.size())
                    .mapToObj(node -> {
                        var words = new ArrayList<>(List.of("bench", "faults", "broker", "--cluster", id));
                        words.addAll(List.of(
                                "--node",
                                String.valueOf(node),
                                "--data",
                                data(node).toString()));
                        words.addAll(List.of("--kafka-port", String.valueOf(kafka.get(node - 1))));
                        words.addAll(List.of("--controller-ports", joined(quorum)));
                        detour.ifPresent(way -> words.addAll(List.of(
                                "--detour", way.get(0).toString(), way.get(1).toString())));
                        return machine("broker-" + node, surroundings, words);
                    })
                    .toList();
            brokers.forEach(Machine::begin); // one alone is not ready: most of them must run
            brokers.forEach(Machine::awaitReady);
            return brokers;
        }

        private List<Machine> processors(
                String bootstrap, URI registry, Optional<SmallDisk> disk, Optional<FalseClock> clock) {
            var usual =
                    Surroundings.usual().with(clock.map(FalseClock::environment).orElse(Map.of()));
            var surroundings = needs.obstacle() == Obstacle.STATE_DISK ? usual.behind(entrance(disk)) : usual;
            var processors = IntStream.range(0, needs.processors())
                    .mapToObj(i -> {
                        var words = new ArrayList<>(List.of("bench", "faults", "processor", "--bootstrap", bootstrap));
                        words.addAll(List.of("--registry", registry.toString(), "--engine", engine.toString()));
                        words.addAll(List.of("--state", state(i).toString()));
                        return machine("processor-" + i, surroundings, words);
                    })
                    .toList();
            processors.forEach(Machine::start);
            return processors;
        }

        private Machine machine(String name, Surroundings surroundings, List<String> words) {
            return lifecycle.add(name, new Machine(folder.resolve(name + ".log"), surroundings, words));
        }

        private static List<String> entrance(Optional<SmallDisk> disk) {
            return disk.map(SmallDisk::entrance).orElse(List.of());
        }

        private static String joined(List<Integer> ports) {
            return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }
}
