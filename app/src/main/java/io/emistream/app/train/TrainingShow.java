package io.emistream.app.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.show.ProgressLine;
import io.emistream.model.release.Manifest;
import io.emistream.trainer.fit.EpochResult;
import io.emistream.trainer.fit.Progress;
import io.emistream.trainer.run.RunListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A run on a terminal: a line that moves, and one for each epoch; or JSON Lines. */
public final class TrainingShow implements RunShow {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final ProgressLine line;
    private long steps;
    private long begun;
    private long firstStep;
    private int epochs;

    private TrainingShow(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.line = ProgressLine.on(err);
    }

    public static TrainingShow to(PrintWriter out, PrintWriter err, boolean json) {
        return new TrainingShow(out, err, json);
    }

    @Override
    public void started(RunListener.Clips clips, List<String> fresh, Optional<Progress> from, int planned, long all) {
        steps = all;
        epochs = planned;
        begun = System.nanoTime();
        firstStep = from.map(Progress::step).orElse(0L);
        if (json) {
            write(event("STARTED", from.map(Progress::epoch).orElse(0), firstStep));
            return;
        }
        say("%d clips to learn from, %d to validate with, %d held out; %d epochs of %d steps"
                .formatted(clips.training(), clips.validation(), clips.test(), planned, all / planned));
        if (!fresh.isEmpty()) say("%d weights start at random, such as %s".formatted(fresh.size(), fresh.get(0)));
        from.ifPresent(
                progress -> say("goes on after step %d of epoch %d".formatted(progress.step(), progress.epoch() + 1)));
    }

    @Override
    public void stepped(Progress progress, long planned, double loss, double rate) {
        if (json) {
            write(event("STEP", progress.epoch(), progress.step())
                    .put("loss", loss)
                    .put("learningRate", rate));
            return;
        }
        double perStep = (System.nanoTime() - begun) / 1e9 / (progress.step() - firstStep);
        var left = Duration.ofSeconds((long) (perStep * (planned - progress.step())));
        line.show(String.format(
                Locale.ROOT,
                "%s %d/%d  epoch %d  loss %.4f%s  %d:%02d:%02d left",
                bar(progress.step(), planned),
                progress.step(),
                planned,
                progress.epoch() + 1,
                loss,
                progress.bestEpoch() == 0 ? "" : String.format(Locale.ROOT, "  best ρ %.3f", progress.bestScore()),
                left.toHours(),
                left.toMinutesPart(),
                left.toSecondsPart()));
    }

    private static String bar(long done, long all) {
        int width = 16;
        int filled = (int) (width * done / Math.max(1, all));
        return "[" + "#".repeat(filled) + ".".repeat(width - filled) + "]";
    }

    @Override
    public void ended(EpochResult result, boolean best) {
        if (json) {
            var event = event("EPOCH", result.epoch(), result.step())
                    .put("loss", result.loss())
                    .put("learningRate", result.learningRate())
                    .put("audioSecondsPerSecond", result.seconds());
            if (result.validationLoss() != null) event.put("validationLoss", result.validationLoss());
            if (result.meanPearson() != null) event.put("meanPearson", result.meanPearson());
            result.pearson().forEach(event.putObject("pearson")::put);
            write(event);
            return;
        }
        line.close();
        say(String.format(
                Locale.ROOT,
                "epoch %3d  loss %.4f  validation %s  mean ρ %s  %.1f s of audio per second%s",
                result.epoch(),
                result.loss(),
                result.validationLoss() == null ? "–" : String.format(Locale.ROOT, "%.4f", result.validationLoss()),
                result.meanPearson() == null ? "–" : String.format(Locale.ROOT, "%.3f", result.meanPearson()),
                result.seconds(),
                best ? "  best so far" : ""));
    }

    @Override
    public void finished(Manifest made) {
        line.close();
        if (json) {
            write(event("FINISHED", epochs, steps)
                    .put("release", made.card().id().toString()));
            return;
        }
        say("published " + made.card().id());
        made.metrics().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(
                        metric -> say(String.format(Locale.ROOT, "  %-32s %6.3f", metric.getKey(), metric.getValue())));
    }

    @Override
    public void failed(String why) {
        line.close();
        if (json) {
            var event = event("FAILED", 0, 0);
            event.putArray("reasons").add(why);
            write(event);
        }
    }

    private ObjectNode event(String type, int epoch, long step) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("epoch", epoch)
                .put("epochs", epochs)
                .put("step", step)
                .put("steps", steps);
    }

    private void write(ObjectNode event) {
        out.println(event);
        out.flush();
    }

    private void say(String text) {
        err.println(text);
        err.flush();
    }

    @Override
    public void close() {
        line.close();
    }
}
