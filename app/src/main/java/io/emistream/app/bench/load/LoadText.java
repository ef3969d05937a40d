package io.emistream.app.bench.load;

import io.emistream.app.show.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Outcomes for people. */
final class LoadText {
    private static final int MB = 1 << 20;

    private LoadText() {}

    /** One load, stage by stage. */
    static List<String> of(Outcome outcome) {
        var lines = new ArrayList<String>();
        var load = outcome.load();
        lines.add(load.sessions() + " sessions of speech and " + (outcome.voices() - load.sessions())
                + " of marked tones, " + load.length().toSeconds() + " s each, chunks of "
                + load.chunk().toMillis() + " ms");
        lines.addAll(stages(outcome));
        lines.add(check(outcome));
        lines.add(speed(outcome));
        lines.add(outcome.own().map(LoadText::own).orElse("processors outside: their cores and memory are not seen"));
        outcome.own()
                .flatMap(own -> Memory.of(own.resident()))
                .map(LoadText::memory)
                .ifPresent(lines::add);
        lines.add(changelogs(outcome));
        return lines;
    }

    private static List<String> stages(Outcome outcome) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("milliseconds", "p50", "p95", "p99", "max"));
        for (var stage : Stage.values()) {
            var q = outcome.latency(stage);
            rows.add(List.of(stage.words(), whole(q.p50()), whole(q.p95()), whole(q.p99()), whole(q.max())));
        }
        return Table.lines(rows, List.of(1, 2, 3, 4));
    }

    private static String check(Outcome outcome) {
        var segments = outcome.segments();
        var marked = outcome.marked();
        return segments.delivered() + " of " + segments.expected() + " segments: " + outcome.lost() + " lost, "
                + outcome.late() + " late, " + segments.doubled() + " doubled, " + segments.reordered()
                + " out of order, " + outcome.abstained() + " not scored; " + marked.bursts() + " marked bursts "
                + (marked.passed() ? "in exactly one event each" : "not all in exactly one event");
    }

    private static String speed(Outcome outcome) {
        return String.format(
                Locale.ROOT,
                "%.1f segments/s, %.0f chunks/s, %.1f s of audio per second; lag %d chunks after the last one, each handed over at most %d ms late",
                outcome.segmentsPerSecond(),
                outcome.chunksPerSecond(),
                outcome.audioSecondsPerSecond(),
                outcome.lag(),
                outcome.lateness().toMillis());
    }

    private static String own(Outcome.Own own) {
        return String.format(
                Locale.ROOT,
                "batches of %.1f (%.0f %% of the most); %.2f cores and %d MB for Kafka, generator and processor together",
                own.batches().mean(),
                100 * own.batches().fill(),
                own.cores(),
                own.most() / MB);
    }

    private static String memory(Memory memory) {
        return String.format(
                Locale.ROOT,
                "resident %d MB after the first tenth, %d MB in the last: growth %.1f %%",
                memory.afterWarmUp() / MB,
                memory.atEnd() / MB,
                memory.growth());
    }

    private static String changelogs(Outcome outcome) {
        return outcome.changelogs()
                .map(size -> String.format(
                        Locale.ROOT,
                        "changelogs %.1f MB, %.1f MB at most; %.2f × the 12 s windows of all sessions, %.2f × all audio played",
                        (double) size.atEnd() / MB,
                        (double) size.most() / MB,
                        (double) size.atEnd() / outcome.windowBytes(),
                        (double) size.atEnd() / outcome.audioBytes()))
                .orElse("changelogs: the brokers do not tell their size");
    }

    /** The rows of a capacity curve. */
    static List<String> table(List<Outcome> curve) {
        var rows = Stream.concat(
                        Stream.of(List.of(
                                "sessions",
                                "p50 ms",
                                "p95 ms",
                                "p99 ms",
                                "max ms",
                                "segments/s",
                                "audio s/s",
                                "batch",
                                "cores",
                                "MB",
                                "lag",
                                "lost",
                                "verdict")),
                        curve.stream().map(LoadText::row))
                .toList();
        return Table.lines(rows, List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    }

    private static List<String> row(Outcome outcome) {
        var q = outcome.latency(Stage.TOTAL);
        return Arrays.asList(
                String.valueOf(outcome.load().sessions()),
                whole(q.p50()),
                whole(q.p95()),
                whole(q.p99()),
                whole(q.max()),
                tenths(outcome.segmentsPerSecond()),
                tenths(outcome.audioSecondsPerSecond()),
                own(outcome.own().map(own -> tenths(own.batches().mean()))),
                own(outcome.own().map(own -> tenths(own.cores()))),
                own(outcome.own().map(own -> String.valueOf(own.most() / MB))),
                String.valueOf(outcome.lag()),
                String.valueOf(outcome.lost()),
                outcome.overload().orElse("keeps up"));
    }

    private static String own(Optional<String> cell) {
        return cell.orElse("-");
    }

    private static String whole(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.0f", value);
    }

    private static String tenths(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
    }
}
