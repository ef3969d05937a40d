package io.emistream.app.deadletters;

import io.emistream.app.role.KafkaOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives records that could not be handled another try. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes records that could not be handled again, as they were, to where they came from.",
            "For when what they were refused for has been mended. A record that fails again is a dead letter again, which says how often it was replayed."
        },
        footer = {"", "Example: emi deadletters replay --reason 'schema id' --dry-run"})
final class ReplayLettersCommand implements Callable<Integer> {
    @Mixin
    private final KafkaOption kafka = new KafkaOption();

    @Mixin
    private final LetterOptions options = new LetterOptions();

    @Option(names = "--dry-run", description = "only say what would be published")
    private boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private int replayed;
    private int failed;

    @Override
    public Integer call() {
        try (var box = LetterBox.open(kafka.bootstrap(), options.since(Instant.now()))) {
            var chosen = box.unanswered(options::wants);
            if (dryRun) chosen.values().forEach(letter -> count(letter, obstacle(letter)));
            else if (!chosen.isEmpty()) replay(box, chosen);
        }
        say((dryRun ? "would replay " : "replayed ") + replayed + (failed == 0 ? "" : ", could not replay " + failed));
        return failed == 0 ? 0 : 1;
    }

    /** Through the letters again: their bytes were not kept in memory. */
    private void replay(LetterBox box, Map<Place, Letter> chosen) {
        try (var replayer = Replayer.to(kafka.bootstrap())) {
            box.forEach(record -> Optional.ofNullable(
                            chosen.get(new Place(record.topic(), record.partition(), record.offset())))
                    .ifPresent(letter -> count(letter, replay(replayer, letter, record))));
        }
    }

    private static Optional<String> replay(Replayer replayer, Letter letter, ConsumerRecord<byte[], byte[]> record) {
        return obstacle(letter).or(() -> letter.origin().flatMap(origin -> replayer.replay(letter, origin, record)));
    }

    private static Optional<String> obstacle(Letter letter) {
        if (letter.origin().isEmpty()) return Optional.of("the letter does not say where it came from");
        return letter.whole()
                ? Optional.empty()
                : Optional.of("the letter holds only a part of it; publish it again from its source");
    }

    private void count(Letter letter, Optional<String> obstacle) {
        var what = letter.from() + "  " + letter.key();
        obstacle.ifPresentOrElse(
                why -> {
                    failed++;
                    spec.commandLine().getErr().println("emi: " + what + " cannot be replayed: " + why);
                },
                () -> {
                    replayed++;
                    say(what + "  replay " + (letter.attempts() + 1) + ", was refused for: " + letter.reason());
                });
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
