package io.emistream.app.train;

import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.DeviceOption;
import io.emistream.app.role.StoreOption;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseStore;
import io.emistream.trainer.fit.Diverged;
import io.emistream.trainer.recipe.BadRecipe;
import io.emistream.trainer.recipe.Recipe;
import io.emistream.trainer.recipe.Recipes;
import io.emistream.trainer.run.RunFolder;
import io.emistream.trainer.run.RunSpec;
import io.emistream.trainer.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a release on labelled clips. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains a release on labelled clips: fine-tunes another one, or starts from random weights.",
        footer = {
            "",
            "Example: emi train --data emi-challenge --from audeering/1 --out mimicry",
            "         emi train --data clips --labels clips.csv --outputs Anger,Joy --output-set acted-v1 \\",
            "             --from random:small --recipe emodb --set epochs=40 --out acted"
        })
public final class TrainCommand implements Callable<Integer> {
    @Mixin
    private final DataOptions data = new DataOptions();

    @Option(
            names = "--from",
            defaultValue = "random:small",
            paramLabel = "NAME[/VERSION]",
            description = "release to start from, bundled or of the store, backbone:NAME[/VERSION] without its heads, "
                    + "or random:small, random:full, random:log-mel; default ${DEFAULT-VALUE}")
    private String from = "";

    @Option(
            names = "--recipe",
            defaultValue = "paper",
            paramLabel = "NAME|FILE",
            description =
                    "paper, paper-lstm-dropout, paper-frozen, baseline-linear, table2-*, compared-*, emodb, or a JSON file; "
                            + "default ${DEFAULT-VALUE}")
    private String recipe = "";

    @Option(
            names = "--set",
            paramLabel = "SETTING=VALUE",
            description = "changes the recipe: --set optimiser.rate=3e-4")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(names = "--out", paramLabel = "NAME", description = "name of the release; needed but for --resume")
    private @Nullable String out;

    @Option(
            names = "--out-version",
            paramLabel = "V",
            description = "its version; default: the time, as 20260131-235959")
    private @Nullable String version;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "checkpoints and the report; default: runs/NAME-VERSION beside the store")
    private @Nullable Path run;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "store that the release goes to; default: the one that --from is in")
    private @Nullable Path into;

    @Option(names = "--resume", description = "go on with the run in --run, from its last checkpoint")
    private boolean resume;

    @Option(names = "--half", description = "store 16-bit floats: half the size")
    private boolean half;

    @Option(names = "--license", paramLabel = "ID", defaultValue = "unknown", description = "of the weights")
    private String licence = "";

    @Option(names = "--data-license", paramLabel = "ID", defaultValue = "unknown", description = "of the clips")
    private String dataLicence = "";

    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "one sentence for people")
    private String note = "";

    @Mixin
    private final CheckpointOption checkpoints = new CheckpointOption();

    @Option(names = "--json", description = "progress as JSON Lines on standard output")
    private boolean json;

    @Option(names = "--with-parent", hidden = true, description = "end, as on SIGTERM, when who started it is gone")
    private boolean withParent;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final EventOptions events = new EventOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var interruption = Interruption.listen();
        BooleanSupplier stop = withParent ? orphaned(interruption::asked) : interruption::asked;
        var folder = new RunFolder(resume ? begun() : begin());
        RunSpec begun = read(folder);
        var terminal = spec.commandLine();
        try (var shown = events.listen(begun, TrainingShow.to(terminal.getOut(), terminal.getErr(), json))) {
            try {
                var training = new TrainingRun(
                        folder,
                        store.open(),
                        into == null ? store.open() : new ReleaseStore(into),
                        device.choice(),
                        shown,
                        System::nanoTime);
                Optional<Manifest> made = training.run(checkpoints.every(), stop);
                made.ifPresent(shown::finished);
                if (made.isPresent()) return 0;
                terminal.getErr().println("emi: stopped; go on with emi train --resume --run " + folder.folder());
                return Interruption.EXIT_CODE;
            } catch (ReleaseRefused | IllegalArgumentException | Diverged e) {
                shown.failed(String.valueOf(e.getMessage()));
                throw new UsageProblem(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                shown.failed(String.valueOf(e.getMessage()));
                throw new EnvironmentProblem(String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** A trainer that is killed cannot end its run; the next trainer goes on with it. */
    private static BooleanSupplier orphaned(BooleanSupplier asked) {
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        return () -> asked.getAsBoolean() || parent.isEmpty() || !parent.get().isAlive();
    }

    private Path begun() {
        if (run == null || !new RunFolder(run).begun())
            throw new UsageProblem("--resume needs --run DIR with a run that was begun; " + run + " is not one");
        return run;
    }

    private static RunSpec read(RunFolder folder) {
        try {
            return folder.spec();
        } catch (IOException e) {
            throw new EnvironmentProblem(String.valueOf(e.getMessage()), e);
        }
    }

    private Path begin() throws IOException {
        if (out == null) throw new UsageProblem("name the release with --out");
        Recipe read = recipe();
        var created = Instant.now();
        var id = new ReleaseId(out, version == null ? Versions.of(created) : version);
        Path place = run == null ? store.local().resolveSibling("runs").resolve(id.name() + "-" + id.version()) : run;
        var folder = new RunFolder(place);
        if (folder.begun())
            throw new UsageProblem(place + " holds a run already; go on with --resume, or give another --run");
        String start = start();
        var chosen = data.read(place.resolve("corpus"));
        DataOptions.tell(chosen.problems(), spec.commandLine().getErr());
        folder.begin(new RunSpec(
                id.name(),
                id.version(),
                start,
                chosen.outputSet(),
                chosen.labels(),
                chosen.folder().toAbsolutePath().toString(),
                chosen.corpus().hash(chosen.outputSet()),
                null,
                Recipes.plain(read),
                half,
                new Manifest.Licences("Apache-2.0", licence, dataLicence),
                note,
                created.toString()));
        return place;
    }

    private String start() throws IOException {
        if (from.startsWith(RunSpec.RANDOM)) return from;
        boolean backbone = from.startsWith(RunSpec.BACKBONE);
        String name = backbone ? from.substring(RunSpec.BACKBONE.length()) : from;
        String release = BundledRelease.isNamed(name)
                ? BundledRelease.manifest(name).card().id().toString()
                : store.resolve(name).toString();
        return backbone ? RunSpec.BACKBONE + release : release;
    }

    private Recipe recipe() {
        try {
            return Recipes.read(recipe, changes);
        } catch (BadRecipe e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }
}
