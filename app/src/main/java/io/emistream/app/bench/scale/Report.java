package io.emistream.app.bench.scale;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.bench.load.Outcome;
import io.emistream.app.bench.load.Quantiles;
import io.emistream.app.bench.scale.BacklogTrial.Round;
import io.emistream.app.bench.scale.JoinTrial.Joined;
import io.emistream.app.show.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the rounds say together.
 *
 * @param rounds of all numbers of processors, one at least
 */
record Report(List<Round> rounds, Optional<Joined> joined) {
    /** The least part of linear speed-up. */
    static final double AIM = 0.85;

    private List<Integer> processors() {
        return rounds.stream().map(Round::processors).distinct().sorted().toList();
    }

    private double median(int processors, ToDoubleFunction<Round> value) {
        return Quantiles.of(rounds.stream()
                        .filter(round -> round.processors() == processors)
                        .map(value::applyAsDouble)
                        .toList())
                .p50();
    }

    private double perSecond(int processors) {
        return median(processors, round -> round.steady().perSecond());
    }

    double speedUp(int processors) {
        return perSecond(processors) / perSecond(1);
    }

    double efficiency(int processors) {
        return speedUp(processors) / processors;
    }

    /** What went wrong, a line each. */
    List<String> faults() {
        return Stream.concat(
                        rounds.stream().map(Round::outcome), joined.stream().map(Joined::outcome))
                .filter(outcome -> !outcome.faultless())
                .map(Outcome::faults)
                .toList();
    }

    List<String> text() {
        var lines = new ArrayList<>(rounds.isEmpty() ? List.<String>of() : table());
        lines.add(String.format(
                Locale.ROOT,
                "the aim is an efficiency of %.2f at least; %d of %d segments, %d lost, %d doubled, %d out of order",
                AIM,
                sum(outcome -> outcome.segments().delivered()),
                sum(outcome -> outcome.segments().expected()),
                sum(Outcome::lost),
                sum(outcome -> outcome.segments().doubled()),
                sum(outcome -> outcome.segments().reordered())));
        joined.map(Report::text).ifPresent(lines::add);
        return lines;
    }

    private List<String> table() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("processors", "segments/s", "speed-up", "efficiency", "cores", "by round"));
        for (int processors : processors())
            rows.add(List.of(
                    String.valueOf(processors),
                    tenths(perSecond(processors)),
                    hundredths(speedUp(processors)),
                    hundredths(efficiency(processors)),
                    hundredths(median(processors, Round::cores)),
                    rounds.stream()
                            .filter(round -> round.processors() == processors)
                            .map(round -> tenths(round.steady().perSecond()))
                            .collect(Collectors.joining(", "))));
        return Table.lines(rows, List.of(0, 1, 2, 3, 4));
    }

    private static String text(Joined joined) {
        return String.format(
                Locale.ROOT,
                "one joins: %.1f s of load wait when it is started, it is ready after %.1f s, and less than 1 s waits %s",
                joined.lagBefore(),
                joined.readySeconds(),
                Double.isNaN(joined.settledSeconds())
                        ? "at no time"
                        : String.format(Locale.ROOT, "after %.1f s", joined.settledSeconds()));
    }

    private int sum(ToDoubleFunction<Outcome> count) {
        return (int) Stream.concat(
                        rounds.stream().map(Round::outcome), joined.stream().map(Joined::outcome))
                .mapToDouble(count)
                .sum();
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String hundredths(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    ObjectNode json() {
        var node = JsonNodeFactory.instance.objectNode();
        var scale = node.putArray("scale");
        for (int processors : processors()) {
            var rates = scale.addObject()
                    .put("processors", processors)
                    .put("segmentsPerSecond", perSecond(processors))
                    .put("speedUp", speedUp(processors))
                    .put("efficiency", efficiency(processors))
                    .put("cpuCores", median(processors, Round::cores))
                    .putArray("rounds");
            rounds.stream()
                    .filter(round -> round.processors() == processors)
                    .forEach(round -> rates.add(round.steady().perSecond()));
        }
        node.put("aim", AIM)
                .put("expected", sum(outcome -> outcome.segments().expected()))
                .put("delivered", sum(outcome -> outcome.segments().delivered()))
                .put("lost", sum(Outcome::lost))
                .put("doubled", sum(outcome -> outcome.segments().doubled()))
                .put("reordered", sum(outcome -> outcome.segments().reordered()));
        joined.ifPresent(one -> {
            var join = node.putObject("join")
                    .put("lagSecondsBefore", one.lagBefore())
                    .put("readySeconds", one.readySeconds());
            if (Double.isNaN(one.settledSeconds())) join.putNull("settledSeconds");
            else join.put("settledSeconds", one.settledSeconds());
        });
        return node;
    }
}
