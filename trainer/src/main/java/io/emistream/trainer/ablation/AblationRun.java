package io.emistream.trainer.ablation;

import io.emistream.model.ReleaseId;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseStore;
import io.emistream.trainer.ablation.AblationPlan.Place;
import io.emistream.trainer.fit.Diverged;
import io.emistream.trainer.recipe.Recipes;
import io.emistream.trainer.run.RunFolder;
import io.emistream.trainer.run.RunSpec;
import io.emistream.trainer.run.TrainingRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Trains and judges the rows of an ablation one after another. A row that is finished is not run again. Used once, by one thread. */
public final class AblationRun {
    private static final String VERSION = "1";

    private final AblationFolder folder;
    private final AblationSpec spec;
    private final Map<String, Origin> origins;
    private final DeviceChoice device;
    private final AblationListener listener;
    private final LongSupplier nanos;
    private final ReleaseStore releases;

    /**
     * Goes on with an ablation that was {@linkplain AblationFolder#begin begun}.
     *
     * @param origins by the name that rows call their weights; rows whose name is missing are not run
     * @param nanos a monotonic clock, in nanoseconds
     */
    public AblationRun(
            AblationFolder folder,
            Map<String, Origin> origins,
            DeviceChoice device,
            AblationListener listener,
            LongSupplier nanos)
            throws IOException {
        this.folder = folder;
        this.spec = folder.spec();
        this.origins = Map.copyOf(origins);
        this.device = device;
        this.listener = listener;
        this.nanos = nanos;
        this.releases = folder.releases();
    }

    /**
     * Runs what is not finished, or stops with a checkpoint when it is told to.
     *
     * @param chosen rows that may be trained and judged now
     * @param checkpointEvery within an epoch
     * @param stop asked after each step
     * @return how each row stands, in order; nothing when it was stopped
     */
    public Optional<List<RowOutcome>> run(Predicate<Place> chosen, Duration checkpointEvery, BooleanSupplier stop)
            throws IOException {
        var outcomes = new ArrayList<RowOutcome>();
        for (Place place : spec.plan().places()) {
            Optional<RowOutcome> outcome = folder.result(place).map(result -> RowOutcome.done(place, result));
            if (outcome.isEmpty())
                outcome = chosen.test(place)
                        ? row(place, checkpointEvery, stop)
                        : Optional.of(RowOutcome.notRun(place, "not chosen"));
            if (outcome.isEmpty()) return Optional.empty();
            outcomes.add(outcome.get());
            listener.ended(outcome.get());
        }
        return Optional.of(outcomes);
    }

    private Optional<RowOutcome> row(Place place, Duration checkpointEvery, BooleanSupplier stop) throws IOException {
        if (stop.getAsBoolean()) return Optional.empty();
        String same = place.row().same();
        Place trained = same == null ? place : spec.plan().place(same);
        try {
            if (same == null) {
                Origin origin = origins.get(place.row().weights());
                if (origin == null) return Optional.of(RowOutcome.notRun(place, missing(place)));
                if (!train(place, origin, checkpointEvery, stop)) return Optional.empty();
            } else if (folder.result(trained).isEmpty()) {
                return Optional.of(RowOutcome.notRun(place, "row " + same + " was not run"));
            }
            RowResult result =
                    new RowJudge(folder, spec, device, nanos).judge(place, trained, releases.manifest(id(trained)));
            folder.keep(place, result);
            return Optional.of(RowOutcome.done(place, result));
        } catch (CannotTrain | ReleaseRefused e) {
            return Optional.of(RowOutcome.notRun(place, String.valueOf(e.getMessage())));
        }
    }

    private static String missing(Place place) {
        String name = place.row().weights();
        return "weights %s are not given: --weights %s=DIR".formatted(name, name);
    }

    /** Whether it came to the end. */
    private boolean train(Place place, Origin origin, Duration checkpointEvery, BooleanSupplier stop)
            throws IOException, CannotTrain {
        if (releases.list().contains(id(place))) return true;
        RunFolder run = folder.run(place);
        if (!run.begun()) run.begin(spec(place, origin));
        RowClock clock = RowClock.at(folder.row(place), listener.training(place), nanos);
        Optional<Manifest> made = made(run, origin, clock, checkpointEvery, stop);
        clock.keep();
        return made.isPresent();
    }

    private Optional<Manifest> made(
            RunFolder run, Origin origin, RowClock clock, Duration checkpointEvery, BooleanSupplier stop)
            throws IOException, CannotTrain {
        try {
            return new TrainingRun(run, origin.store(), releases, device, clock, nanos).run(checkpointEvery, stop);
        } catch (Diverged | ReleaseRefused | IllegalArgumentException e) {
            throw new CannotTrain(e);
        }
    }

    private RunSpec spec(Place place, Origin origin) {
        return new RunSpec(
                id(place).name(),
                id(place).version(),
                origin.from(),
                spec.outputSet(),
                spec.labels(),
                spec.corpus(),
                spec.dataHash(),
                place.row().within(),
                Recipes.plain(spec.plan().recipe(place.row())),
                false,
                new Manifest.Licences("Apache-2.0", "unknown", "unknown"),
                "Row %s of an ablation: %s".formatted(place.key(), place.row().title()),
                spec.created());
    }

    private static ReleaseId id(Place place) {
        return new ReleaseId(place.table() + "-" + place.name(), VERSION);
    }
}
