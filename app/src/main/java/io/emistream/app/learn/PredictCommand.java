package io.emistream.app.learn;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.DeviceOption;
import io.emistream.app.role.StoreOption;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.Release;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.Corpus;
import io.emistream.trainer.corpus.CorpusClip;
import io.emistream.trainer.evaluate.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the trainer asks of another process: see {@link HeldOut}. */
@Command(name = "predict", hidden = true, description = "Scores the held-out clips of a corpus.")
final class PredictCommand implements Callable<Integer> {
    @Option(names = "--release", required = true)
    private String release = "";

    @Option(names = "--corpus", required = true)
    private Path corpus = Path.of("");

    @Option(names = "--output-set", required = true)
    private String outputSet = "";

    @Option(names = "--into", required = true)
    private Path into = Path.of("");

    @Mixin
    private final StoreOption store = new StoreOption();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Override
    public Integer call() throws IOException {
        List<CorpusClip> heldOut = Corpus.open(corpus).clips().stream()
                .filter(clip -> clip.split() == Split.TEST && clip.outputSet().equals(outputSet))
                .toList();
        try {
            var predictions = Evaluation.of(open(), device.choice(), heldOut, System::nanoTime);
            new ObjectMapper().writeValue(into.toFile(), predictions);
            return 0;
        } catch (ReleaseRefused | IllegalArgumentException | IllegalStateException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }

    private Release open() throws IOException, ReleaseRefused {
        return BundledRelease.isNamed(release)
                ? BundledRelease.open(release)
                : store.open().open(ReleaseId.parse(release));
    }
}
