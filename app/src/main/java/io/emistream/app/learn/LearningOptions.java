package io.emistream.app.learn;

import io.emistream.app.problem.UsageProblem;
import io.emistream.trainer.evaluate.Gate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a trainer learns, when, and what it lets through. */
public final class LearningOptions {
    @Option(
            names = "--learn-set",
            paramLabel = "NAME",
            defaultValue = "emi-v1",
            description = "output set of the clips that are learned from; default ${DEFAULT-VALUE}")
    private String outputSet = "";

    @Option(
            names = "--learn-outputs",
            split = ",",
            paramLabel = "A,B,…",
            description = "its labels; default: all that the clips have")
    private List<String> outputs = List.of();

    @Option(
            names = "--learn-from",
            paramLabel = "NAME/VERSION",
            defaultValue = "random:small",
            description = "start of a run while the deployment has no release of that set; default ${DEFAULT-VALUE}")
    private String from = "";

    @Option(
            names = "--learn-recipe",
            defaultValue = "paper",
            paramLabel = "NAME|FILE",
            description = "default ${DEFAULT-VALUE}")
    private String recipe = "";

    @Option(names = "--learn-with", paramLabel = "SETTING=VALUE", description = "changes the recipe")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(
            names = "--learn-name",
            defaultValue = "learned",
            paramLabel = "NAME",
            description = "of the releases; default ${DEFAULT-VALUE}")
    private String name = "";

    @Option(
            names = "--every-clips",
            defaultValue = "100",
            description = "new or changed clips that start a run; 0: never; default ${DEFAULT-VALUE}")
    private int everyClips;

    @Option(
            names = "--every-hours",
            defaultValue = "0",
            description = "a run after that time, if any clip has changed; 0: never; default ${DEFAULT-VALUE}")
    private double everyHours;

    @Option(
            names = "--margin",
            defaultValue = "0",
            description =
                    "mean ρ must be better by more, with 95 %% confidence over speakers; default ${DEFAULT-VALUE}")
    private double margin;

    @Option(
            names = "--label-loss",
            defaultValue = "0.05",
            description = "that much ρ a label may lose; default ${DEFAULT-VALUE}")
    private double labelLoss;

    @Option(names = "--deploy", description = "put a release that passes into service")
    private boolean deploy;

    /** What is asked for. */
    public record Learning(
            String outputSet,
            List<String> outputs,
            String from,
            String recipe,
            Map<String, String> changes,
            String name,
            Due due,
            Gate gate,
            boolean deploy) {}

    /** @throws UsageProblem when a number cannot be right */
    public Learning read() {
        try {
            var standard = Gate.standard();
            return new Learning(
                    outputSet,
                    outputs,
                    from,
                    recipe,
                    changes,
                    name,
                    new Due(everyClips, (long) (everyHours * 3_600_000)),
                    new Gate(margin, standard.confidence(), labelLoss, standard.slower()),
                    deploy);
        } catch (IllegalArgumentException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }
}
