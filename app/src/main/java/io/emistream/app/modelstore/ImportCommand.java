package io.emistream.app.modelstore;

import io.emistream.app.role.StoreOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a release of a checkpoint on disk. */
@Command(
        name = "import",
        mixinStandardHelpOptions = false,
        description = {
            "Makes a release of a Hugging Face folder, a PyTorch state dictionary or a safetensors file.",
            "Nothing in it is executed."
        },
        footer = {"", "Example: emi model import wav2vec2-large-robust-12-ft-emotion-msp-dim --name audeering"})
final class ImportCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean help;

    @Parameters(paramLabel = "PATH", description = "a folder or a file; a config.json beside it is honoured")
    private Path path = Path.of(".");

    @Mixin
    private final ImportOptions options = new ImportOptions();

    @Option(
            names = "--license",
            paramLabel = "ID",
            description = "of the weights; default: as the model card beside them says")
    private @Nullable String licence;

    @Option(
            names = "--origin",
            paramLabel = "OWNER/NAME",
            description = "the Hugging Face repository it is a copy of: its published answers are then required")
    private @Nullable String origin;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var given = path.toAbsolutePath().normalize().getFileName();
        var request = options.request(
                path,
                options.id(given == null ? "imported" : given.toString()),
                Optional.ofNullable(licence),
                Optional.ofNullable(origin),
                Optional.ofNullable(origin));
        return new Importing(
                        store.open(),
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr())
                .run(request);
    }
}
