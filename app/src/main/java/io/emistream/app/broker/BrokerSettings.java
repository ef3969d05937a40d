package io.emistream.app.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Kafka's settings of an embedded broker: a laptop's, with few threads and little memory, and exactly-once included. */
final class BrokerSettings {
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("broker.heartbeat.interval.ms", "1000"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("metric.reporters", ""),
            // what a dead processor left open ends within a second of its time; the default is ten
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));

    /** After how long without it the active controller is taken for gone: Kafka's own 2 s for the first, and longer for each next. */
    private static final int CONTROLLER_AWAY_MILLIS = 2_000;

    private static final int APART_MILLIS = 300;

    private BrokerSettings() {}

    static Map<String, String> of(BrokerOptions options, int port, Quorum quorum, Path logs) {
        var settings = new HashMap<>(SMALL);
        settings.put("node.id", String.valueOf(quorum.node()));
        settings.put("controller.quorum.voters", quorum.voters());
        settings.put("log.dirs", logs.toString());
        settings.putAll(listeners(options, port, quorum.controllerPort()));
        settings.putAll(copies(quorum.copies(), quorum.needed()));
        // one that is killed is taken for dead after this long, not 9 s: others lead, or it may come back itself
        settings.put("broker.session.timeout.ms", "4000");
        // two that notice at once stand for election at once, get half of the votes each, and try again seconds later
        int patience = CONTROLLER_AWAY_MILLIS + APART_MILLIS * (quorum.node() - 1);
        settings.put("controller.quorum.fetch.timeout.ms", String.valueOf(patience));
        return settings;
    }

    private static Map<String, String> listeners(BrokerOptions options, int port, int controllerPort) {
        var own = "PLAINTEXT://" + options.host() + ":" + port;
        var controller = ",CONTROLLER://127.0.0.1:" + controllerPort;
        var detour = ",DETOUR://" + options.host() + ":";
        return Map.of(
                "listeners",
                own
                        + controller
                        + options.detour().map(way -> detour + way.port()).orElse(""),
                "advertised.listeners",
                own + options.detour().map(way -> detour + way.advertised()).orElse(""),
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,DETOUR:PLAINTEXT");
    }

    private static Map<String, String> copies(int copies, int needed) {
        var each = String.valueOf(copies);
        var least = String.valueOf(needed);
        return Map.of(
                "default.replication.factor", each,
                "min.insync.replicas", least,
                "offsets.topic.replication.factor", each,
                "transaction.state.log.replication.factor", each,
                "transaction.state.log.min.isr", least,
                "share.coordinator.state.topic.replication.factor", each,
                "share.coordinator.state.topic.min.isr", least);
    }
}
