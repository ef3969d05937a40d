package io.emistream.app.ablate;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.StoreOption;
import io.emistream.model.ReleaseId;
import io.emistream.model.checkpoint.UnfitCheckpoint;
import io.emistream.model.importer.ImportRequest;
import io.emistream.model.importer.Importer;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseStore;
import io.emistream.trainer.ablation.AblationFolder;
import io.emistream.trainer.ablation.AblationSpec;
import io.emistream.trainer.ablation.Origin;
import io.emistream.trainer.run.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Weights that rows start from: those of the plan, and what was given for others. */
final class GivenWeights {
    private static final String VERSION = "1";

    @Option(
            names = "--weights",
            paramLabel = "NAME=DIR|RELEASE",
            description =
                    "what rows start from that name these weights: a Hugging Face folder or a checkpoint, which is imported, "
                            + "NAME/VERSION of the store, bundled, or random:small|full|log-mel")
    private Map<String, String> given = new LinkedHashMap<>();

    @Mixin
    private final StoreOption store = new StoreOption();

    StoreOption store() {
        return store;
    }

    /** The origins of all rows that have one; what is given now is remembered in the folder. */
    Map<String, Origin> origins(AblationFolder folder, AblationSpec spec) throws IOException {
        var names = spec.plan().places().stream()
                .map(place -> place.row().weights())
                .distinct()
                .toList();
        var all = new LinkedHashMap<>(spec.plan().weights());
        all.putAll(folder.given());
        for (var entry : given.entrySet()) {
            if (!names.contains(entry.getKey()))
                throw new UsageProblem("no row starts from weights %s; there are %s".formatted(entry.getKey(), names));
            all.put(entry.getKey(), start(entry.getKey(), entry.getValue(), folder, spec));
        }
        folder.give(all);
        var origins = new LinkedHashMap<String, Origin>();
        for (var entry : all.entrySet())
            origins.put(entry.getKey(), new Origin(entry.getValue(), holder(entry.getValue(), folder)));
        return origins;
    }

    private String start(String name, String value, AblationFolder folder, AblationSpec spec) throws IOException {
        if (value.startsWith(RunSpec.RANDOM)) return value;
        if (BundledRelease.isNamed(value))
            return RunSpec.BACKBONE + BundledRelease.manifest(value).card().id();
        if (!Files.exists(Path.of(value))) return RunSpec.BACKBONE + store.resolve(value);
        var id = new ReleaseId(name, VERSION);
        if (!folder.releases().list().contains(id)) imported(Path.of(value), id, folder.releases(), spec);
        return RunSpec.BACKBONE + id;
    }

    private static void imported(Path path, ReleaseId id, ReleaseStore into, AblationSpec spec) {
        try {
            new Importer(into)
                    .run(new ImportRequest(
                            path,
                            id,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            Optional.empty(),
                            spec.created()));
        } catch (UnfitCheckpoint | ReleaseRefused | IllegalArgumentException e) {
            throw new UsageProblem(
                    "weights %s cannot be imported from %s: %s".formatted(id.name(), path, e.getMessage()));
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    "weights %s cannot be imported from %s: %s".formatted(id.name(), path, e.getMessage()), e);
        }
    }

    /** Imported ones lie in the ablation's folder, others in the store. */
    private ReleaseStore holder(String from, AblationFolder folder) throws IOException {
        if (!from.startsWith(RunSpec.BACKBONE)) return folder.releases();
        String release = from.substring(RunSpec.BACKBONE.length());
        if (BundledRelease.isNamed(release)) return folder.releases();
        return folder.releases().list().contains(ReleaseId.parse(release)) ? folder.releases() : store.open();
    }
}
