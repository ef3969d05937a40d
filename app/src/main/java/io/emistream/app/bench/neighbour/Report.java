package io.emistream.app.bench.neighbour;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.bench.load.Outcome;
import io.emistream.app.bench.load.Quantiles;
import io.emistream.app.bench.load.Stage;
import io.emistream.app.bench.neighbour.NeighbourTrial.Round;
import io.emistream.app.show.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the rounds say together. */
record Report(List<Round> rounds) {
    /** What the ordinary sessions may lose in p95. */
    static final double AIM = 1.10;

    /** Latencies of the ordinary sessions in all rounds. */
    private Quantiles latency(Function<Round, Outcome> side) {
        return Quantiles.of(rounds.stream()
                .flatMap(round -> side.apply(round).arrivals().stream())
                .map(arrival -> arrival.millis(Stage.TOTAL))
                .toList());
    }

    /** The p95 beside the neighbour over the p95 alone. */
    double ratio() {
        return latency(Round::beside).p95() / latency(Round::alone).p95();
    }

    private static double ratio(Round round) {
        return round.beside().latency(Stage.TOTAL).p95()
                / round.alone().latency(Stage.TOTAL).p95();
    }

    LetterCheck letters() {
        return rounds.stream().map(Round::letters).reduce(LetterCheck.NONE, LetterCheck::plus);
    }

    /** What went wrong, a line each: with ordinary sessions, and with garbage. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        for (var round : rounds) {
            if (!round.alone().faultless()) faults.add("alone: " + round.alone().faults());
            if (!round.beside().faultless())
                faults.add("beside the neighbour: " + round.beside().faults());
        }
        var letters = letters();
        if (!letters.passed())
            faults.add("of " + letters.sent() + " records of garbage " + letters.missing() + " are no dead letter and "
                    + letters.doubled() + " are several; " + letters.strangers() + " dead letters were no garbage");
        return faults;
    }

    List<String> text() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("milliseconds", "p50", "p95", "p99", "max", "segments", "lost", "doubled", "out of order"));
        rows.add(row("alone", Round::alone));
        rows.add(row("beside the neighbour", Round::beside));
        var lines = new ArrayList<>(Table.lines(rows, List.of(1, 2, 3, 4, 5, 6, 7, 8)));
        lines.add(String.format(
                Locale.ROOT,
                "p95 beside over alone %.2f, the aim is %.2f at most; by round %s",
                ratio(),
                AIM,
                rounds.stream()
                        .map(round -> String.format(
                                Locale.ROOT,
                                "%.0f / %.0f ms",
                                round.beside().latency(Stage.TOTAL).p95(),
                                round.alone().latency(Stage.TOTAL).p95()))
                        .collect(Collectors.joining(", "))));
        var letters = letters();
        lines.add("the neighbour: "
                + sum(Round::fast, outcome -> outcome.segments().delivered()) + " of "
                + sum(Round::fast, outcome -> outcome.segments().expected()) + " segments scored; " + letters.sent()
                + " records of garbage, " + (letters.sent() - letters.missing()) + " of them dead letters, "
                + letters.doubled() + " twice, " + letters.strangers() + " letters of others");
        return lines;
    }

    private List<String> row(String what, Function<Round, Outcome> side) {
        var q = latency(side);
        return List.of(
                what,
                whole(q.p50()),
                whole(q.p95()),
                whole(q.p99()),
                whole(q.max()),
                String.valueOf(sum(side, outcome -> outcome.segments().delivered())),
                String.valueOf(sum(side, Outcome::lost)),
                String.valueOf(sum(side, outcome -> outcome.segments().doubled())),
                String.valueOf(sum(side, outcome -> outcome.segments().reordered())));
    }

    private int sum(Function<Round, Outcome> side, Function<Outcome, Integer> count) {
        return rounds.stream().map(side).mapToInt(count::apply).sum();
    }

    private static String whole(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.0f", value);
    }

    ObjectNode json() {
        var node = JsonNodeFactory.instance.objectNode();
        side(node.putObject("alone"), Round::alone);
        side(node.putObject("beside"), Round::beside);
        node.put("ratioP95", ratio()).put("aim", AIM);
        var ratios = node.putArray("roundRatiosP95");
        rounds.forEach(round -> ratios.add(ratio(round)));
        var letters = letters();
        node.putObject("neighbour")
                .put("expected", sum(Round::fast, outcome -> outcome.segments().expected()))
                .put("delivered", sum(Round::fast, outcome -> outcome.segments().delivered()))
                .put("garbage", letters.sent())
                .put("noLetter", letters.missing())
                .put("doubledLetters", letters.doubled())
                .put("otherLetters", letters.strangers());
        return node;
    }

    private void side(ObjectNode node, Function<Round, Outcome> side) {
        var q = latency(side);
        node.put("expected", sum(side, outcome -> outcome.segments().expected()))
                .put("delivered", sum(side, outcome -> outcome.segments().delivered()))
                .put("lost", sum(side, Outcome::lost))
                .put("doubled", sum(side, outcome -> outcome.segments().doubled()))
                .put("reordered", sum(side, outcome -> outcome.segments().reordered()))
                .putObject("latencyMs")
                .put("p50", q.p50())
                .put("p95", q.p95())
                .put("p99", q.p99())
                .put("max", q.max());
    }
}
