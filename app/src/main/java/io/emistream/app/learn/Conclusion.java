package io.emistream.app.learn;

import io.emistream.app.learn.LearningOptions.Learning;
import io.emistream.app.role.ReleaseNews;
import io.emistream.app.role.StorePlace;
import io.emistream.app.role.TrainingEvents;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.Release;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseStore;
import io.emistream.processor.swap.Announcements;
import io.emistream.processor.swap.Announcer;
import io.emistream.processor.swap.Wishes;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ReleaseRef;
import io.emistream.schemas.avro.ReleaseStage;
import io.emistream.schemas.avro.TrainingEvent;
import io.emistream.schemas.avro.TrainingEventType;
import io.emistream.trainer.evaluate.Gate;
import io.emistream.trainer.evaluate.Predictions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a run: both releases before the held-out clips, the gate, and what is said of it. One thread. */
final class Conclusion implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Conclusion.class);

    private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(10);

    private final Learning learning;
    private final Trainer.Served served;
    private final StorePlace place;
    private final ReleaseStore store;
    private final HeldOut heldOut;
    private final Announcements announcements;
    private final Announcer announcer;
    private final TrainingEvents events;

    Conclusion(
            Learning learning,
            Trainer.Served served,
            StorePlace place,
            HeldOut heldOut,
            Announcements announcements,
            Announcer announcer,
            TrainingEvents events) {
        this.learning = learning;
        this.served = served;
        this.place = place;
        this.store = place.open();
        this.heldOut = heldOut;
        this.announcements = announcements;
        this.announcer = announcer;
        this.events = events;
    }

    /** Reads all that is announced: what is decided on an old state would undo what others decided since. */
    void refresh() {
        if (!announcements.catchUp(LONGEST_CATCH_UP))
            throw new KafkaException("what is deployed was not read within " + LONGEST_CATCH_UP + "; trying again");
    }

    /** The release in service that a run can start from and be compared with: of the set that is learned, and bundled or in the store. */
    Optional<ReleaseId> start() throws IOException {
        ReleaseId active = active();
        try {
            return manifest(active).outputSet().equals(learning.outputSet()) ? Optional.of(active) : Optional.empty();
        } catch (ReleaseRefused e) {
            return Optional.empty(); // published elsewhere
        }
    }

    private ReleaseId active() {
        return announcements
                .deployment(served.deployment())
                .map(ModelDeployment::getActive)
                .map(ref -> new ReleaseId(ref.getName(), ref.getVersion()))
                .orElse(served.first());
    }

    private Manifest manifest(ReleaseId id) throws IOException, ReleaseRefused {
        return BundledRelease.isNamed(id.toString()) ? BundledRelease.manifest(id.toString()) : store.manifest(id);
    }

    /** Says that a run made nothing. */
    void failed(ReleaseId made, Path run, int exitCode) {
        var why = "the run's process ended with " + exitCode + "; see " + Runs.log(run);
        publish(TrainingEventType.FAILED, made, null, List.of(why));
    }

    /** Judges what a run made; when it is done again, after a crash, it comes to the same. */
    void judge(ReleaseId made, Path run) throws IOException {
        refresh();
        ReleaseStore candidates = Runs.candidates(run);
        try {
            Predictions candidate = heldOut.ask(made, Runs.candidatesPlace(run).toString(), run);
            boolean settled = false;
            while (!settled) settled = judged(candidates, made, candidate, run);
        } catch (ReleaseRefused | HeldOut.Unanswered e) {
            publish(TrainingEventType.FAILED, made, null, List.of(String.valueOf(e.getMessage())));
        }
    }

    /** False where another release took over meanwhile: the verdict is not about that. */
    private boolean judged(ReleaseStore candidates, ReleaseId made, Predictions candidate, Path run)
            throws IOException, ReleaseRefused, HeldOut.Unanswered {
        ReleaseId active = active();
        Optional<ReleaseId> comparable = start();
        if (comparable.isEmpty()) {
            held(candidates, made, candidate, learning.gate().incomparable("release " + active, candidate));
            return true;
        }
        // before a crash it may have gone live already: then it was compared
        Predictions current = active.equals(made) ? null : heldOut.ask(active, place.text(), run);
        Gate.Verdict verdict = learning.gate().judge(current, candidate);
        refresh();
        if (!active().equals(active)) return false;
        if (verdict.passed()) passed(candidates, made, candidate, verdict);
        else refused(candidates, made, candidate, verdict);
        return true;
    }

    private void passed(ReleaseStore candidates, ReleaseId made, Predictions candidate, Gate.Verdict verdict)
            throws IOException, ReleaseRefused {
        store(candidates, made);
        var now = Instant.now();
        announcer.release(ReleaseNews.of(store, made, ReleaseStage.APPROVED, String.join("; ", verdict.words()), now));
        if (learning.deploy() && !active().equals(made))
            announcer.deployment(Wishes.promote(
                    served.deployment(),
                    announcements.deployment(served.deployment()),
                    Wishes.ref(served.first()),
                    made,
                    "trainer",
                    "passed its gate",
                    now));
        publish(TrainingEventType.GATE_PASSED, made, candidate, verdict.words());
        publish(TrainingEventType.FINISHED, made, null, List.of());
    }

    /** Into the store and no further: a person may promote it. */
    private void held(ReleaseStore candidates, ReleaseId made, Predictions candidate, Gate.Verdict verdict)
            throws IOException, ReleaseRefused {
        store(candidates, made);
        announcer.release(
                ReleaseNews.of(store, made, ReleaseStage.CANDIDATE, String.join("; ", verdict.words()), Instant.now()));
        publish(TrainingEventType.GATE_REFUSED, made, candidate, verdict.words());
        publish(TrainingEventType.FINISHED, made, null, List.of());
    }

    private void store(ReleaseStore candidates, ReleaseId made) throws IOException, ReleaseRefused {
        if (store.list().contains(made)) return; // before a crash
        try (Release release = candidates.open(made)) {
            store.publish(release.manifest(), release.weights(), candidates.answers(made));
        }
    }

    private void refused(ReleaseStore candidates, ReleaseId made, Predictions candidate, Gate.Verdict verdict)
            throws IOException, ReleaseRefused {
        announcer.release(ReleaseNews.of(
                candidates, made, ReleaseStage.REFUSED, String.join("; ", verdict.words()), Instant.now()));
        publish(TrainingEventType.GATE_REFUSED, made, candidate, verdict.words());
        publish(TrainingEventType.FINISHED, made, null, List.of());
    }

    private void publish(
            TrainingEventType type, ReleaseId made, @Nullable Predictions predictions, List<String> reasons) {
        Map<String, Double> pearson = new HashMap<>();
        if (predictions != null)
            predictions.metrics().forEach((name, value) -> {
                if (!name.equals("pearson.mean")) pearson.put(name.substring("pearson.".length()), value);
            });
        events.publish(TrainingEvent.newBuilder()
                .setRunId(made.toString())
                .setType(type)
                .setAt(Instant.now())
                .setEpoch(0)
                .setEpochs(1)
                .setStep(0)
                .setSteps(1)
                .setPearson(pearson)
                .setMeanPearson(
                        predictions == null ? null : predictions.metrics().get("pearson.mean"))
                .setRelease(new ReleaseRef(made.name(), made.version()))
                .setReasons(reasons)
                .build());
        LOG.atInfo()
                .addKeyValue("run", made)
                .addKeyValue("outcome", type)
                .addKeyValue("reasons", reasons)
                .log("training");
    }

    @Override
    public void close() {
        announcer.close();
    }
}
