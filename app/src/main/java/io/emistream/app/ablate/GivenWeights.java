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
import io.emistream.trainer.ablation.AblationPlan;
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

    /**
     * Before anything is written for a plan.
     *
     * @throws UsageProblem when no row starts from weights of such a name, or they are neither a path nor a release
     */
    void check(AblationPlan plan) throws IOException {
        var names = plan.places().stream()
                .map(place -> place.row().weights())
                .distinct()
                .toList();
        for (var entry : given.entrySet()) {
            if (!names.contains(entry.getKey()))
                throw new UsageProblem("no row starts from weights %s; there are %s".formatted(entry.getKey(), names));
            from(entry.getKey(), entry.getValue());
        }
    }

    /** The origins of all rows that have one; what is given now is remembered in the folder. */
    Map<String, Origin> origins(AblationFolder folder, AblationSpec spec) throws IOException {
        var all = new LinkedHashMap<>(spec.plan().weights());
        all.putAll(folder.given());
        for (var entry : given.entrySet())
            all.put(entry.getKey(), start(entry.getKey(), entry.getValue(), folder, spec));
        folder.give(all);
        var origins = new LinkedHashMap<String, Origin>();
        for (var entry : all.entrySet())
            origins.put(entry.getKey(), new Origin(entry.getValue(), holder(entry.getValue(), folder)));
        return origins;
    }

    private String start(String name, String value, AblationFolder folder, AblationSpec spec) throws IOException {
        String from = from(name, value);
        String earlier = folder.given().getOrDefault(name, from);
        if (!earlier.equals(from)) throw other(name, value, earlier);
        if (!isPath(value)) return from;
        var id = new ReleaseId(name, VERSION);
        String path = Path.of(value).toAbsolutePath().normalize().toString();
        if (folder.releases().list().contains(id)) {
            String source = folder.imports().getOrDefault(name, "another place");
            if (!path.equals(source)) throw other(name, path, source);
        } else {
            folder.importing(name, path);
            imported(Path.of(value), id, folder.releases(), spec);
        }
        return from;
    }

    private String from(String name, String value) throws IOException {
        if (value.startsWith(RunSpec.RANDOM)) return value;
        if (BundledRelease.isNamed(value))
            return RunSpec.BACKBONE + BundledRelease.manifest(value).card().id();
        return RunSpec.BACKBONE + (isPath(value) ? new ReleaseId(name, VERSION) : store.resolve(value));
    }

    private static boolean isPath(String value) {
        return !value.startsWith(RunSpec.RANDOM) && !BundledRelease.isNamed(value) && Files.exists(Path.of(value));
    }

    private static UsageProblem other(String name, String value, String earlier) {
        return new UsageProblem(
                "weights %s are given as %s; rows of this ablation start from %s; leave --weights %s out, or begin anew in another --run"
                        .formatted(name, value, earlier, name));
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
