package io.emistream.app.modelstore;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.StoreOption;
import io.emistream.app.show.Table;
import io.emistream.app.train.Versions;
import io.emistream.model.ReleaseId;
import io.emistream.model.answer.KnownAnswers;
import io.emistream.model.release.Ensemble;
import io.emistream.model.release.EnsembleDraft;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one release of several. */
@Command(
        name = "ensemble",
        mixinStandardHelpOptions = true,
        description =
                "Makes a release of several that give the same outputs: all of them score, and their outputs become one.",
        footer = {"", "Example: emi model ensemble both --of mimicry/1,mimicry/2 --by mean"})
final class EnsembleCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME[/VERSION]", description = "of the ensemble; default version: the time")
    private String name = "";

    @Option(
            names = "--of",
            required = true,
            split = ",",
            paramLabel = "NAME[/VERSION],…",
            description = "two or more releases of the store")
    private List<String> members = List.of();

    @Option(
            names = "--by",
            defaultValue = "mean",
            paramLabel = "mean|vote",
            description = "mean, or vote: the median; default ${DEFAULT-VALUE}")
    private Ensemble.By by = Ensemble.By.MEAN;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var created = Instant.now();
        try {
            Manifest made = publish(id(created), store.open(), created);
            Table.lines(Card.rows(made), List.of()).forEach(spec.commandLine().getOut()::println);
            return 0;
        } catch (ReleaseRefused | IllegalArgumentException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw store.unreadable(e);
        }
    }

    private Manifest publish(ReleaseId id, ReleaseStore into, Instant created) throws IOException, ReleaseRefused {
        into.vacant(id);
        List<ReleaseId> named = members.stream().map(store::resolve).toList();
        Manifest draft = EnsembleDraft.of(into, id, by, named, created.toString());
        return into.publishEnsemble(draft, KnownAnswers.of(into.assemble(draft)));
    }

    private ReleaseId id(Instant created) {
        return name.indexOf('/') < 0 ? new ReleaseId(name, Versions.of(created)) : ReleaseId.parse(name);
    }
}
