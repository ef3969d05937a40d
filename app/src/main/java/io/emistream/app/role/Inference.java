package io.emistream.app.role;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.model.Scorer;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.network.Precision;
import io.emistream.model.release.BundledRelease;
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

    @Option(
            names = "--precision",
            defaultValue = "fp32",
            description = "fp32, int8 (CPU), fp16 or bf16 (GPU); default ${DEFAULT-VALUE}")
    private Precision precision = Precision.FP32;

    /**
     * Starts it.
     *
     * @param canonical one waveform a batch on one thread: the same bits each time
     * @throws UsageProblem when the release cannot score, or there is no such release or device
     */
    public Scorer start(boolean canonical) {
        if (canonical) Threads.use(1); // how sums are split among threads decides their last bits
        var rules = EngineRules.STANDARD.on(device.choice()).in(precision);
        try {
            var opened = release == null || BundledRelease.isNamed(release)
                    ? BundledRelease.open()
                    : store.open().open(store.resolve(release));
            return canonical
                    ? new BatchingScorer(Engines.open(opened, rules.oneByOne()), BatchRules.CANONICAL, System::nanoTime)
                    : new BatchingScorer(Engines.open(opened, rules), BatchRules.DEFAULT, System::nanoTime);
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
}
