package io.emistream.app.role;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.model.ReleaseId;
import io.emistream.model.Scorer;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.Engines;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.Release;
import io.emistream.model.release.ReleaseRefused;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which release scores, and where: options of every command that scores. Loads the release and gives it the device. */
public final class Inference {
    @Option(
            names = "--release",
            paramLabel = "NAME[/VERSION]",
            description = "of the store, without a version the newest; default: the bundled one, which is untrained")
    private @Nullable String release;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    /**
     * Starts it.
     *
     * @param canonical one waveform a batch: the same bits each time
     * @throws UsageProblem when the release cannot score, or there is no such release or device
     */
    public Scorer start(boolean canonical) {
        DeviceChoice choice = device.choice();
        try {
            var opened = release == null || BundledRelease.isNamed(release)
                    ? BundledRelease.open()
                    : stored(store.resolve(release));
            return canonical
                    ? new BatchingScorer(Engines.openCanonical(opened, choice), BatchRules.CANONICAL, System::nanoTime)
                    : new BatchingScorer(Engines.open(opened, choice), BatchRules.DEFAULT, System::nanoTime);
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    release == null
                            ? "the bundled release cannot be read (" + e.getMessage() + "): install again"
                            : "release " + release + " cannot be read: " + e.getMessage(),
                    e);
        } catch (ReleaseRefused | IllegalArgumentException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }

    private Release stored(ReleaseId id) throws IOException, ReleaseRefused {
        var opened = store.open().open(id);
        if (!opened.manifest().architecture().fusion().speaks()) {
            opened.close();
            throw new ReleaseRefused(id, "it is a backbone without heads, which says nothing: train from it first");
        }
        return opened;
    }
}
