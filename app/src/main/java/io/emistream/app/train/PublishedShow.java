package io.emistream.app.train;

import io.emistream.app.role.TrainingEvents;
import io.emistream.model.release.Manifest;
import io.emistream.schemas.avro.ReleaseRef;
import io.emistream.schemas.avro.TrainingEvent;
import io.emistream.schemas.avro.TrainingEventType;
import io.emistream.trainer.fit.EpochResult;
import io.emistream.trainer.fit.Progress;
import io.emistream.trainer.run.RunListener;
import io.emistream.trainer.run.RunSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells Kafka of a run what it tells another listener; one step event a second is enough for curves. */
final class PublishedShow implements RunShow {
    private static final long STEP_EVERY_NANOS = 1_000_000_000;

    private final RunShow local;
    private final TrainingEvents events;
    private final String runId;
    private int epochs = 1;
    private long steps = 1;
    private int epoch;
    private long step;
    private long lastStep;

    private PublishedShow(RunShow local, TrainingEvents events, String runId) {
        this.local = local;
        this.events = events;
        this.runId = runId;
    }

    static PublishedShow around(RunShow local, RunSpec run, TrainingEvents events) {
        return new PublishedShow(local, events, run.id().toString());
    }

    @Override
    public void started(RunListener.Clips clips, List<String> fresh, Optional<Progress> from, int planned, long all) {
        epochs = planned;
        steps = Math.max(1, all);
        epoch = from.map(Progress::epoch).orElse(0);
        step = from.map(Progress::step).orElse(0L);
        events.publish(event(TrainingEventType.STARTED).build());
        local.started(clips, fresh, from, planned, all);
    }

    @Override
    public void stepped(Progress progress, long planned, double loss, double learningRate) {
        step = progress.step();
        if (System.nanoTime() - lastStep > STEP_EVERY_NANOS && Double.isFinite(loss)) {
            lastStep = System.nanoTime();
            events.publish(event(TrainingEventType.STEP)
                    .setLoss(loss)
                    .setLearningRate(learningRate)
                    .build());
        }
        local.stepped(progress, planned, loss, learningRate);
    }

    @Override
    public void ended(EpochResult result, boolean best) {
        epoch = result.epoch();
        events.publish(event(TrainingEventType.EPOCH)
                .setLoss(result.loss())
                .setLearningRate(result.learningRate())
                .setValidationLoss(result.validationLoss())
                .setPearson(result.pearson())
                .setMeanPearson(result.meanPearson())
                .setAudioSecondsPerSecond(result.seconds())
                .build());
        local.ended(result, best);
    }

    @Override
    public void finished(Manifest made) {
        events.publish(event(TrainingEventType.FINISHED)
                .setRelease(new ReleaseRef(made.name(), made.version()))
                .build());
        local.finished(made);
    }

    @Override
    public void failed(String why) {
        events.publish(event(TrainingEventType.FAILED).setReasons(List.of(why)).build());
        local.failed(why);
    }

    private TrainingEvent.Builder event(TrainingEventType type) {
        return TrainingEvent.newBuilder()
                .setRunId(runId)
                .setType(type)
                .setAt(Instant.now())
                .setEpoch(epoch)
                .setEpochs(epochs)
                .setStep(step)
                .setSteps(steps);
    }

    @Override
    public void close() {
        local.close();
        events.close();
    }
}
