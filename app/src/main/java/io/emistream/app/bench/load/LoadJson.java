package io.emistream.app.bench.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Outcomes for machines. What is not known is null. */
final class LoadJson {
    private LoadJson() {}

    static ObjectNode of(Outcome outcome) {
        var node = JsonNodeFactory.instance.objectNode();
        var load = outcome.load();
        var segments = outcome.segments();
        node.put("sessions", load.sessions())
                .put("markedSessions", outcome.voices() - load.sessions())
                .put("seconds", load.length().toSeconds())
                .put("chunkMs", load.chunk().toMillis())
                .put("expected", segments.expected())
                .put("delivered", segments.delivered())
                .put("lost", outcome.lost())
                .put("late", outcome.late())
                .put("doubled", segments.doubled())
                .put("reordered", segments.reordered())
                .put("strangers", segments.strangers())
                .put("abstained", outcome.abstained());
        quantiles(node.putObject("latencyMs"), outcome.latency(Stage.TOTAL));
        var stages = node.putObject("stagesMs");
        for (var stage : Stage.values()) quantiles(stages.putObject(stage.key()), outcome.latency(stage));
        own(node, outcome);
        changelogs(node.putObject("changelogs"), outcome);
        node.put("segmentsPerSecond", outcome.segmentsPerSecond())
                .put("chunksPerSecond", outcome.chunksPerSecond())
                .put("audioSecondsPerSecond", outcome.audioSecondsPerSecond())
                .put("lagChunks", outcome.lag())
                .put("generatorLateMs", outcome.lateness().toMillis());
        node.set("marked", marked(outcome.marked()));
        node.put("overload", outcome.overload().orElse(null));
        return node;
    }

    private static void quantiles(ObjectNode node, Quantiles q) {
        number(node, "p50", q.p50());
        number(node, "p95", q.p95());
        number(node, "p99", q.p99());
        number(node, "max", q.max());
    }

    private static void own(ObjectNode node, Outcome outcome) {
        var own = outcome.own();
        number(node, "cpuCores", own.map(Outcome.Own::cores).orElse(Double.NaN));
        number(node, "rssMb", own.map(o -> megabytes(o.most())).orElse(Double.NaN));
        number(node, "batchFill", own.map(o -> o.batches().fill()).orElse(Double.NaN));
        number(node, "batchMean", own.map(o -> o.batches().mean()).orElse(Double.NaN));
        var memory = own.flatMap(o -> Memory.of(o.resident()));
        number(
                node,
                "rssAfterWarmUpMb",
                memory.map(m -> megabytes(m.afterWarmUp())).orElse(Double.NaN));
        number(node, "rssAtEndMb", memory.map(m -> megabytes(m.atEnd())).orElse(Double.NaN));
        number(node, "rssGrowthPercent", memory.map(Memory::growth).orElse(Double.NaN));
    }

    private static void changelogs(ObjectNode node, Outcome outcome) {
        var size = outcome.changelogs();
        double atEnd = size.map(s -> (double) s.atEnd()).orElse(Double.NaN);
        number(node, "mb", megabytes(atEnd));
        number(node, "mostMb", size.map(s -> megabytes(s.most())).orElse(Double.NaN));
        number(node, "ofWindows", atEnd / outcome.windowBytes());
        number(node, "ofAudio", atEnd / outcome.audioBytes());
    }

    private static double megabytes(double bytes) {
        return bytes / (1 << 20);
    }

    private static ObjectNode marked(MarkedCheck check) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("bursts", check.bursts())
                .put("samples", check.samples())
                .put("uncovered", check.uncovered())
                .put("repeated", check.repeated())
                .put("reordered", check.reordered())
                .put("empty", check.empty());
    }

    /** JSON has no NaN. */
    private static void number(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) node.put(key, value);
        else node.putNull(key);
    }
}
