package io.emistream.trainer.fit;

import io.emistream.model.engine.LearningNetwork;
import io.emistream.model.engine.Outputs;
import io.emistream.model.engine.StepRules;
import io.emistream.trainer.recipe.Recipe.OptimiserRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The training loop: for each batch forward, loss, backward, step; after each epoch a validation and a checkpoint. The next batch's audio is read on a
 * thread of its own meanwhile. A run that is killed goes on from its last checkpoint with the same weights in the end.
 */
public final class Fit {
    /** Steps in a row without finite gradients after which there is no hope. */
    private static final int HOPELESS = 20;

    private final Task task;
    private final LearningNetwork network;
    private final Checkpoints checkpoints;
    private final Duration checkpointEvery;
    private final FitListener listener;
    private final LongSupplier nanos;
    private final Schedule schedule;

    /**
     * Prepares a run.
     *
     * @param network at the state that the progress given to {@link #run} belongs to
     * @param checkpointEvery within an epoch; each epoch's end is one in any case
     * @param nanos a monotonic clock, in nanoseconds
     */
    public Fit(
            Task task,
            LearningNetwork network,
            Checkpoints checkpoints,
            Duration checkpointEvery,
            FitListener listener,
            LongSupplier nanos) {
        this.task = task;
        this.network = network;
        this.checkpoints = checkpoints;
        this.checkpointEvery = checkpointEvery;
        this.listener = listener;
        this.nanos = nanos;
        this.schedule = Schedule.of(task.recipe().optimiser(), task.recipe().epochs(), task.stepsAnEpoch());
    }

    /**
     * Runs to the end, or until it is told to stop.
     *
     * @param from {@link Checkpoints#progress()}; a fresh run's is empty
     * @param stop asked after each step; a run that stops writes a checkpoint first
     * @return how far it came
     * @throws IOException when a clip or a checkpoint cannot be read or written
     * @throws Diverged when gradients or outputs are not finite any more
     */
    public Progress run(Optional<Progress> from, BooleanSupplier stop) throws IOException {
        var progress = from.orElseGet(Progress::start);
        ExecutorService reader = Executors.newSingleThreadExecutor(work -> new Thread(work, "clip-reader"));
        try {
            while (!done(progress) && !stop.getAsBoolean()) progress = epoch(progress, reader, stop);
            return progress;
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException unread) throw unread.getCause();
            throw e;
        } finally {
            reader.shutdownNow();
        }
    }

    /** Whether nothing is left to do: all epochs are done, or none was better for longer than the recipe's patience. */
    public boolean done(Progress progress) {
        int patience = task.recipe().patience();
        return progress.epoch() >= task.recipe().epochs()
                || (patience > 0
                        && progress.batch() == 0
                        && !task.validation().isEmpty()
                        && progress.epoch() - progress.bestEpoch() >= patience
                        && progress.epoch() > 0);
    }

    private Progress epoch(Progress begun, ExecutorService reader, BooleanSupplier stop) throws IOException {
        Progress progress = begun;
        long saved = nanos.getAsLong();
        CompletableFuture<Prepared> next = read(progress, progress.batch(), reader);
        while (progress.batch() < task.stepsAnEpoch()) {
            Prepared batch = next.join();
            if (progress.batch() + 1 < task.stepsAnEpoch()) next = read(progress, progress.batch() + 1, reader);
            progress = step(progress, batch);
            boolean stopped = stop.getAsBoolean();
            if (stopped || nanos.getAsLong() - saved > checkpointEvery.toNanos()) {
                checkpoints.save(progress, network.state());
                saved = nanos.getAsLong();
            }
            if (stopped) return progress;
        }
        return end(progress);
    }

    private CompletableFuture<Prepared> read(Progress progress, int batch, ExecutorService reader) {
        int epoch = progress.epoch();
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return Prepared.of(
                                task.batch(epoch, batch),
                                task.recipe(),
                                task.architecture(),
                                Seeds.of(task.recipe().seed(), epoch, batch));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                reader);
    }

    private Progress step(Progress progress, Prepared batch) {
        long started = nanos.getAsLong();
        var objective = new Objective(
                task.recipe().loss(), batch.examples(), task.labels().size());
        long seed = Seeds.of(task.recipe().seed(), -1, progress.step());
        Outputs outputs = network.learn(batch.waveforms(), batch.masks(), seed, objective);
        double loss = objective.value(outputs);
        double rate = schedule.rate(progress.step());
        double norm = network.step(rules(task.recipe().optimiser(), rate), progress.step() + 1);
        double audio = batch.waveforms().stream().mapToDouble(w -> w.seconds()).sum();
        double wall = (nanos.getAsLong() - started) / 1e9;
        Progress now = progress.stepped(loss, audio, wall, Double.isFinite(norm));
        if (now.skipped() >= HOPELESS)
            throw new Diverged(("%d steps in a row had no finite gradients, the last at step %d with a loss of %s; "
                            + "lower optimiser.rate (%s) or set optimiser.clipNorm")
                    .formatted(
                            HOPELESS,
                            now.step(),
                            loss,
                            task.recipe().optimiser().rate()));
        listener.stepped(now, task.steps(), loss, rate);
        return now;
    }

    static StepRules rules(OptimiserRules o, double rate) {
        return new StepRules(
                rate, o.beta1(), o.beta2(), o.epsilon(), o.decay(), o.clipValue(), o.clipNorm(), o.averaging());
    }

    private Progress end(Progress progress) throws IOException {
        Validation validation = Validation.of(task, network);
        var result = new EpochResult(
                progress.epoch() + 1,
                progress.step(),
                progress.lossSum() / task.stepsAnEpoch(),
                schedule.rate(progress.step() - 1),
                validation.loss(),
                validation.pearson(),
                validation.mean(),
                progress.audioSeconds() / Math.max(1e-9, progress.wallSeconds()));
        boolean best = validation.mean() == null || validation.mean() > progress.bestScore();
        if (best)
            checkpoints.saveBest(
                    result.epoch(), network.weights(task.recipe().optimiser().averaging() > 0));
        Progress ended = progress.ended(result, best);
        checkpoints.save(ended, network.state());
        checkpoints.forgetOtherBests(ended.bestEpoch());
        listener.ended(result, best);
        return ended;
    }
}
