package io.emistream.app.modelstore;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.DeviceOption;
import io.emistream.app.role.StoreOption;
import io.emistream.model.ReleaseId;
import io.emistream.model.answer.AnswerOutcome;
import io.emistream.model.answer.KnownAnswers;
import io.emistream.model.release.KnownAnswer;
import io.emistream.model.release.ReleaseRefused;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a release still is what it was. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a release's hash and asks it for its known answers.",
        footer = {"", "Example: emi model verify my-model"})
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME[/VERSION]", description = "without a version, the newest")
    private String release = "";

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(
            names = "--device",
            defaultValue = "cpu",
            paramLabel = "auto|cpu|cuda:N",
            description = "a GPU rounds otherwise than the CPU that gave the answers; default ${DEFAULT-VALUE}")
    private String device = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ReleaseId id = store.resolve(release);
        try {
            return verified(id) ? 0 : 1;
        } catch (ReleaseRefused | IllegalArgumentException | IllegalStateException e) {
            spec.commandLine().getErr().println("emi: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            throw new EnvironmentProblem("release " + id + " cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean verified(ReleaseId id) throws IOException, ReleaseRefused {
        var opened = store.open().open(id);
        say(
                opened.members().isEmpty()
                        ? id + ": SHA-256 of its weights is "
                                + opened.manifest().weights().sha256() + ", as its manifest says"
                        : id + ": its " + opened.members().size() + " members are what they were when it was made");
        List<KnownAnswer> answers = store.open().answers(id);
        if (!opened.manifest().architecture().fusion().speaks() || answers.isEmpty()) {
            opened.close();
            say(
                    answers.isEmpty()
                            ? "its maker stored no known answers"
                            : "a backbone says nothing that could be checked");
            return true;
        }
        boolean good = true;
        for (AnswerOutcome outcome : KnownAnswers.check(opened, answers, DeviceOption.parse(device))) {
            say(line(outcome));
            good &= outcome.holds();
        }
        return good;
    }

    private static String line(AnswerOutcome outcome) {
        return String.format(
                Locale.ROOT,
                "%s: %s (%s): largest difference %.2e, allowed %.0e%s",
                outcome.holds() ? "as known" : "DIFFERS",
                outcome.answer().words(),
                outcome.answer().source(),
                outcome.distance(),
                outcome.answer().tolerance(),
                outcome.holds() ? "" : ": " + outcome.where());
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
