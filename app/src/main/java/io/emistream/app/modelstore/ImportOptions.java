package io.emistream.app.modelstore;

import io.emistream.model.ReleaseId;
import io.emistream.model.importer.ImportRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the user says of weights from elsewhere. */
final class ImportOptions {
    @Option(names = "--name", description = "of the release; default: made of where it comes from")
    private @Nullable String name;

    @Option(names = "--version", defaultValue = "1", description = "of the release; default ${DEFAULT-VALUE}")
    private String version = "";

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "LABEL",
            description = "of the outputs, in order; default for six outputs: those of the EMI challenge")
    private List<String> labels = List.of();

    @Option(names = "--output-set", paramLabel = "NAME", description = "of the set of labels")
    private @Nullable String outputSet;

    /** Name and version as given, or a name made of what it is called where it comes from. */
    ReleaseId id(String called) {
        if (name != null) return new ReleaseId(name, version);
        String made = called.toLowerCase(Locale.ROOT)
                .replaceAll("\\.(safetensors|pth|pt|bin|ckpt)$", "")
                .replaceAll("[^a-z0-9._-]+", "-")
                .replaceAll("\\.{2,}", ".")
                .replaceAll("^[^a-z0-9]+", "");
        return new ReleaseId(made.substring(0, Math.min(64, made.length())), version);
    }

    ImportRequest request(
            Path path, ReleaseId id, Optional<String> licence, Optional<String> origin, Optional<String> repository) {
        return new ImportRequest(
                path,
                id,
                licence,
                origin,
                repository,
                labels,
                Optional.ofNullable(outputSet),
                Instant.now().toString());
    }
}
