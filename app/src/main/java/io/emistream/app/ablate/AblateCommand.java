package io.emistream.app.ablate;

import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.DeviceOption;
import io.emistream.app.train.CheckpointOption;
import io.emistream.app.train.DataOptions;
import io.emistream.app.train.Versions;
import io.emistream.trainer.ablation.AblationFolder;
import io.emistream.trainer.ablation.AblationPlan;
import io.emistream.trainer.ablation.AblationPlans;
import io.emistream.trainer.ablation.AblationRun;
import io.emistream.trainer.ablation.AblationSpec;
import io.emistream.trainer.ablation.RowOutcome;
import io.emistream.trainer.ablation.TableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the rows of the paper's tables and prints them beside what was published. */
@Command(
        name = "ablate",
        mixinStandardHelpOptions = true,
        description =
                "Trains the rows of the paper's tables and prints them beside what was published. What is stopped goes on with --resume.",
        footer = {
            "",
            "Example: emi ablate --data emi-challenge --weights audeering=DIR --weights asr=DIR --weights xlsr=DIR --run tables",
            "         emi ablate --config tiny --data clips --labels clips.csv --outputs Anger,Joy --output-set acted-v1 --run tables"
        })
public final class AblateCommand implements Callable<Integer> {
    private static final int SOME_FAILED = 1;

    @Option(
            names = "--config",
            defaultValue = "paper",
            paramLabel = "NAME|FILE",
            description = "paper, tiny (the small network, minutes a row), or a JSON file; default ${DEFAULT-VALUE}")
    private String config = "";

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final GivenWeights weights = new GivenWeights();

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "all rows and the tables; default: runs/ablation-TIME beside the store")
    private @Nullable Path run;

    @Option(
            names = "--resume",
            description = "go on with the ablation in --run; rows that are finished are not run again")
    private boolean resume;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "TABLE[/ROW],…",
            description = "run these now; the others stay for --resume")
    private List<String> only = List.of();

    @Mixin
    private final CheckpointOption checkpoints = new CheckpointOption();

    @Option(names = "--json", description = "a row as one JSON object a line, as soon as it is known")
    private boolean json;

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var interruption = Interruption.listen();
        var terminal = spec.commandLine();
        try (var shown = new AblationShow(terminal.getOut(), terminal.getErr(), json)) {
            var folder = new AblationFolder(resume ? begun() : begin());
            AblationSpec begun = folder.spec();
            var ablation =
                    new AblationRun(folder, weights.origins(folder, begun), device.choice(), shown, System::nanoTime);
            Optional<List<RowOutcome>> outcomes = ablation.run(this::chosen, checkpoints.every(), interruption::asked);
            if (outcomes.isEmpty()) {
                terminal.getErr().println("emi: stopped; go on with emi ablate --resume --run " + folder.folder());
                return Interruption.EXIT_CODE;
            }
            TableFiles.write(folder, begun.plan(), outcomes.get());
            shown.tables(begun.plan(), outcomes.get());
            return outcomes.get().stream().allMatch(outcome -> outcome.why().isEmpty()) ? 0 : SOME_FAILED;
        } catch (IOException e) {
            throw new EnvironmentProblem(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean chosen(AblationPlan.Place place) {
        return only.isEmpty() || only.contains(place.table()) || only.contains(place.key());
    }

    private void check(AblationPlan plan) throws IOException {
        weights.check(plan);
        for (String name : only)
            if (plan.places().stream().noneMatch(place -> name.equals(place.table()) || name.equals(place.key())))
                throw new UsageProblem("there is no table or row %s; there are %s"
                        .formatted(
                                name,
                                plan.places().stream()
                                        .map(AblationPlan.Place::key)
                                        .toList()));
    }

    private Path begun() throws IOException {
        if (run == null || !new AblationFolder(run).begun())
            throw new UsageProblem("--resume needs --run DIR with an ablation that was begun; " + run + " is not one");
        check(new AblationFolder(run).spec().plan());
        return run;
    }

    private Path begin() throws IOException {
        AblationPlan plan = plan();
        check(plan);
        var created = Instant.now();
        Path place = run == null
                ? weights.store().local().resolveSibling("runs").resolve("ablation-" + Versions.of(created))
                : run;
        var folder = new AblationFolder(place);
        if (folder.begun())
            throw new UsageProblem(place + " holds an ablation already; go on with --resume, or give another --run");
        var chosen = data.read(folder.corpus());
        DataOptions.tell(chosen.problems(), spec.commandLine().getErr());
        folder.begin(new AblationSpec(
                plan,
                chosen.folder().toAbsolutePath().toString(),
                chosen.outputSet(),
                chosen.labels(),
                chosen.corpus().hash(chosen.outputSet()),
                created.toString()));
        return place;
    }

    private AblationPlan plan() {
        try {
            return AblationPlans.read(config);
        } catch (IllegalArgumentException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }
}
