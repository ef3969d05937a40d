package io.emistream.app.modelstore;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.StoreOption;
import io.emistream.app.show.ProgressLine;
import io.emistream.model.ReleaseId;
import io.emistream.model.hub.Hub;
import io.emistream.model.hub.HubFile;
import io.emistream.model.hub.HubProblem;
import io.emistream.model.hub.HubRepository;
import io.emistream.model.release.ReleaseRefused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads a repository whose licence the user accepts, and imports it. */
@Command(
        name = "pull",
        description = {
            "Downloads a Hugging Face repository and imports it.",
            "Without --accept-license it only says which licence there is. A download that was cut goes on when run again."
        },
        footer = {
            "",
            "Example: emi model pull audeering/wav2vec2-large-robust-12-ft-emotion-msp-dim --accept-license cc-by-nc-sa-4.0"
        })
final class PullCommand implements Callable<Integer> {
    private static final Duration STALL = Duration.ofSeconds(60);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean help;

    @Parameters(paramLabel = "OWNER/NAME")
    private String repository = "";

    @Option(names = "--accept-license", paramLabel = "ID", description = "that you have read and accept")
    private @Nullable String accepted;

    @Option(
            names = "--revision",
            defaultValue = "main",
            paramLabel = "COMMIT",
            description = "or branch, which is pinned to its commit; default ${DEFAULT-VALUE}")
    private String revision = "";

    @Option(
            names = "--base-url",
            defaultValue = "${env:HF_ENDPOINT:-https://huggingface.co}",
            paramLabel = "URL",
            description = "of the hub or a mirror; HF_ENDPOINT; default ${DEFAULT-VALUE}")
    private URI base = URI.create("https://huggingface.co");

    @Mixin
    private final ImportOptions options = new ImportOptions();

    @Mixin
    private final StoreOption store = new StoreOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try {
            var token = Optional.ofNullable(System.getenv("HF_TOKEN")).filter(text -> !text.isBlank());
            var hub = new Hub(base, token, STALL, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
            var found = hub.describe(repository, revision);
            if (!found.licence().equals(accepted)) throw unaccepted(found);
            var id = options.id(found.name().replaceFirst(".*/", ""));
            vacant(id);
            Path folder = downloaded(hub, found);
            int code = new Importing(
                            store.open(),
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .run(options.request(
                            folder,
                            id,
                            Optional.of(found.licence()),
                            Optional.of(found.name() + " at commit " + found.commit()),
                            Optional.of(found.name())));
            if (code == 0) Downloads.delete(folder);
            return code;
        } catch (HubProblem e) {
            spec.commandLine().getErr().println("emi: " + e.getMessage());
            return 1;
        } catch (ReleaseRefused | IllegalArgumentException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    base + " cannot be reached, or was cut ("
                            + Optional.ofNullable(e.getMessage()).orElse("no connection")
                            + "); check the address, and run the same command to go on",
                    e);
        }
    }

    private void vacant(ReleaseId id) throws ReleaseRefused {
        try {
            store.open().vacant(id);
        } catch (IOException e) {
            throw store.unreadable(e);
        }
    }

    private UsageProblem unaccepted(HubRepository found) {
        var page = base + "/" + found.name() + "/blob/" + found.commit() + "/README.md";
        return new UsageProblem("the licence of " + found.name() + " is " + found.licence() + " (read " + page + "); "
                + (accepted == null ? "" : "you accept " + accepted + ", which is another; ")
                + "nothing was downloaded: if you accept it, add --accept-license " + found.licence());
    }

    private Path downloaded(Hub hub, HubRepository found) throws IOException, InterruptedException {
        var files = found.needed();
        long bytes = files.stream().mapToLong(HubFile::bytes).sum();
        out("%s at commit %s, licence %s: %d files, %.1f MB"
                .formatted(found.name(), found.commit(), found.licence(), files.size(), bytes / 1e6));
        Path folder = Files.createDirectories(
                store.local().resolve(".pulling").resolve(found.name().replace('/', '-') + "-" + found.commit()));
        for (HubFile file : files) {
            try (var progress = ProgressLine.on(spec.commandLine().getErr())) {
                hub.download(
                        found,
                        file,
                        folder,
                        (one, done) -> progress.show(String.format(
                                Locale.ROOT, "%s %5.1f %%", one.name(), 100.0 * done / Math.max(1, one.bytes()))));
            }
            out(file.name() + ": " + file.bytes() + " bytes, hash as the hub says");
        }
        return folder;
    }

    private void out(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
