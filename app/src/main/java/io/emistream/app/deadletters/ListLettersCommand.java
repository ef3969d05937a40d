package io.emistream.app.deadletters;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.KafkaOption;
import io.emistream.app.show.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what could not be handled and why. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Records that could not be handled and were not replayed since, the newest last.",
        footer = {"", "Example: emi deadletters list --since 2h --reason schema"})
final class ListLettersCommand implements Callable<Integer> {
    private static final List<Integer> NUMBERS = List.of(3, 4);

    @Mixin
    private final KafkaOption kafka = new KafkaOption();

    @Mixin
    private final LetterOptions options = new LetterOptions();

    @Option(
            names = "--limit",
            defaultValue = "100",
            paramLabel = "N",
            description = "the newest N; default ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 1) throw new UsageProblem("--limit is " + limit + "; give at least 1");
        try (var box = LetterBox.open(kafka.bootstrap(), options.since(Instant.now()))) {
            var all = List.copyOf(box.unanswered(options::wants).values());
            var shown = all.subList(Math.max(0, all.size() - limit), all.size());
            if (json) shown.forEach(letter -> say(letter.json().toString()));
            else tell(shown, all.size());
        }
        return 0;
    }

    private void tell(List<Letter> shown, int all) {
        if (shown.isEmpty()) {
            say("no dead letters");
            return;
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("refused at", "topic/partition/offset", "key", "bytes", "replays", "reason"));
        for (var letter : shown)
            rows.add(List.of(
                    letter.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                    letter.from(),
                    letter.key(),
                    letter.bytes() + (letter.whole() ? "" : ", cut"),
                    Integer.toString(letter.attempts()),
                    letter.reason()));
        Table.lines(rows, NUMBERS).forEach(this::say);
        if (shown.size() < all) say("the newest " + shown.size() + " of " + all + "; more with --limit");
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
