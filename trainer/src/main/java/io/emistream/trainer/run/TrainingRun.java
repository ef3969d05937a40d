package io.emistream.trainer.run;

import io.emistream.model.ReleaseId;
import io.emistream.model.answer.KnownAnswers;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.LearningNetwork;
import io.emistream.model.network.Architecture;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.KnownAnswer;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.Release;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.weights.HalvedWeights;
import io.emistream.model.weights.WeightSource;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.Corpus;
import io.emistream.trainer.corpus.CorpusClip;
import io.emistream.trainer.evaluate.Evaluation;
import io.emistream.trainer.evaluate.Predictions;
import io.emistream.trainer.fit.Checkpoints;
import io.emistream.trainer.fit.EpochResult;
import io.emistream.trainer.fit.Example;
import io.emistream.trainer.fit.Fit;
import io.emistream.trainer.fit.Progress;
import io.emistream.trainer.fit.Task;
import io.emistream.trainer.fit.TimedSteps;
import io.emistream.trainer.recipe.Recipe;
import io.emistream.trainer.report.TrainingReport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One run: from the clips of a corpus and a start to a published release. Used once, by one thread. */
public final class TrainingRun {
    private final RunFolder folder;
    private final RunSpec spec;
    private final Recipe recipe;
    private final ReleaseStore store;
    private final ReleaseStore target;
    private final DeviceChoice device;
    private final RunListener listener;
    private final LongSupplier nanos;

    /**
     * Goes on with a run that was {@linkplain RunFolder#begin begun}.
     *
     * @param store where its start is
     * @param target where its release goes
     * @param nanos a monotonic clock, in nanoseconds
     */
    public TrainingRun(
            RunFolder folder,
            ReleaseStore store,
            ReleaseStore target,
            DeviceChoice device,
            RunListener listener,
            LongSupplier nanos)
            throws IOException {
        this.folder = folder;
        this.spec = folder.spec();
        this.recipe = spec.readRecipe();
        this.store = store;
        this.target = target;
        this.device = device;
        this.listener = listener;
        this.nanos = nanos;
    }

    /**
     * Trains to the end and publishes, or writes a checkpoint and ends when it is told to stop.
     *
     * @param checkpointEvery within an epoch
     * @param stop asked after each step
     * @return the release as published; nothing when it was stopped
     * @throws ReleaseRefused when there is no such start, or the release's name and version are taken
     */
    public Optional<Manifest> run(Duration checkpointEvery, BooleanSupplier stop) throws IOException, ReleaseRefused {
        try (Closeable alone = folder.hold()) {
            return runAlone(checkpointEvery, stop);
        }
    }

    private Optional<Manifest> runAlone(Duration checkpointEvery, BooleanSupplier stop)
            throws IOException, ReleaseRefused {
        target.vacant(spec.id());
        List<CorpusClip> clips = clips();
        try (Release release = start()) {
            Architecture backbone =
                    release == null ? random(spec.from()) : release.manifest().architecture();
            Start start = Start.of(backbone, release, spec, recipe);
            Task task = task(start.architecture(), clips);
            Checkpoints checkpoints = folder.checkpoints();
            Optional<Progress> from = checkpoints.progress();
            listener.started(
                    new RunListener.Clips(
                            task.training().size(),
                            task.validation().size(),
                            examples(clips, Split.TEST).size()),
                    start.fresh(),
                    from,
                    recipe.epochs(),
                    task.steps());
            Progress end;
            try (WeightSource state = from.isPresent() ? checkpoints.openState() : start.weights();
                    LearningNetwork network =
                            LearningNetwork.open(start.architecture(), state, TimedSteps.rules(task, device))) {
                var fit = new Fit(task, network, checkpoints, checkpointEvery, listener, nanos);
                end = fit.run(from, stop);
                if (!fit.done(end)) return Optional.empty();
            }
            return Optional.of(publish(task, end, clips));
        }
    }

    private @Nullable Release start() throws IOException, ReleaseRefused {
        String from = spec.parent();
        if (from == null) return null;
        if (BundledRelease.isNamed(from)) return BundledRelease.open(from);
        ReleaseId id = ReleaseId.parse(from);
        if (store.manifest(id).ensemble() != null)
            throw new ReleaseRefused(id, "an ensemble has no weights to start from; name one of its members");
        return store.open(id);
    }

    private List<CorpusClip> clips() throws IOException {
        Corpus corpus = Corpus.open(Path.of(spec.corpus()));
        String hash = corpus.hash(spec.outputSet());
        if (!hash.equals(spec.dataHash()))
            throw new IOException("the clips in %s have changed since the run began (%s, now %s); begin a new run"
                    .formatted(spec.corpus(), spec.dataHash().substring(0, 12), hash.substring(0, 12)));
        List<CorpusClip> clips = corpus.clips().stream()
                .filter(clip -> clip.outputSet().equals(spec.outputSet()))
                .toList();
        return spec.within() == null ? clips : TwoToOne.split(clips, spec.within());
    }

    private Task task(Architecture architecture, List<CorpusClip> clips) {
        var training = new ArrayList<>(examples(clips, Split.TRAIN));
        List<Example> validation = examples(clips, Split.VALIDATION);
        if (!recipe.trainOnValidation()) return new Task(recipe, architecture, spec.labels(), training, validation);
        training.addAll(validation);
        return new Task(recipe, architecture, spec.labels(), training, List.of());
    }

    private List<Example> examples(List<CorpusClip> clips, Split split) {
        return clips(clips, split).stream().map(this::example).toList();
    }

    private static List<CorpusClip> clips(List<CorpusClip> clips, Split split) {
        return clips.stream().filter(clip -> clip.split() == split).toList();
    }

    private Example example(CorpusClip clip) {
        double[] labels = spec.labels().stream()
                .mapToDouble(label -> {
                    Float value = clip.labels().get(label);
                    return value == null ? Double.NaN : value;
                })
                .toArray();
        var rated = clip.affect();
        double[] affect = rated == null
                ? new double[] {Double.NaN, Double.NaN, Double.NaN}
                : new double[] {rated.getArousal(), rated.getDominance(), rated.getValence()};
        return new Example(clip.id(), labels, affect, clip.samples(), clip::waveform);
    }

    private static Architecture random(String from) {
        return switch (from) {
            case "random:small" -> Architecture.small();
            case "random:full" -> Architecture.full();
            case "random:log-mel" -> Architecture.logMel();
            default ->
                throw new IllegalArgumentException(
                        "there is no start %s; give NAME/VERSION, random:small, random:full or random:log-mel"
                                .formatted(from));
        };
    }

    private Manifest publish(Task task, Progress end, List<CorpusClip> clips) throws IOException, ReleaseRefused {
        List<KnownAnswer> answers = KnownAnswers.of(candidate(task, end, Map.of()));
        var metrics = new TreeMap<String, Double>();
        EpochResult best = end.history().get(end.bestEpoch() - 1);
        if (best.meanPearson() != null) metrics.put("validation.pearson.mean", best.meanPearson());
        best.pearson().forEach((label, rho) -> metrics.put("validation.pearson." + label, rho));
        List<CorpusClip> judged = clips.stream()
                .filter(clip -> clip.split() == Split.VALIDATION || clip.split() == Split.TEST)
                .toList();
        Predictions predictions = Evaluation.of(candidate(task, end, Map.of()), device, judged, nanos);
        int[] heldOut = IntStream.range(0, judged.size())
                .filter(clip -> judged.get(clip).split() == Split.TEST)
                .toArray();
        metrics.putAll(predictions.metrics(heldOut));
        try (Release made = candidate(task, end, metrics)) {
            TrainingReport.write(folder.folder(), made.manifest(), end, judged, predictions);
            return target.publish(made.manifest(), made.weights(), answers);
        }
    }

    private Release candidate(Task task, Progress end, Map<String, Double> metrics) throws IOException {
        WeightSource weights = folder.checkpoints().openBest(end.bestEpoch());
        return new Release(manifest(task, end, metrics), spec.halved() ? new HalvedWeights(weights) : weights);
    }

    private Manifest manifest(Task task, Progress end, Map<String, Double> metrics) {
        var training = new LinkedHashMap<String, Object>();
        training.put("recipe", spec.recipe());
        training.put("from", spec.from());
        training.put("clips", task.training().size());
        training.put("epochs", end.epoch());
        training.put("bestEpoch", end.bestEpoch());
        training.put("steps", end.step());
        training.put("device", device.toString());
        return new Manifest(
                Manifest.FORMAT,
                spec.name(),
                spec.version(),
                true,
                task.architecture(),
                spec.outputSet(),
                spec.labels(),
                spec.licences(),
                spec.dataHash(),
                metrics,
                spec.parent(),
                Manifest.WeightsFile.none(),
                spec.created(),
                spec.note(),
                training,
                null);
    }
}
