package io.emistream.app.role;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseId;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.Embedder;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.network.Precision;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.Release;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.processor.swap.ReleaseLoader;
import io.emistream.processor.swap.SwapRules;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which release scores, and where: options of every command that scores. Loads the release and gives it the device. */
public final class Inference {
    @Option(
            names = "--release",
            paramLabel = "NAME[/VERSION]",
            description =
                    "of the store, without a version the newest; default: the bundled small-emodb; small-untrained is bundled too")
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
     * A scorer that runs.
     *
     * @param first the engine it serves with until it is replaced
     */
    public record Started(InferenceEngine first, BatchingScorer scorer) {}

    /** As a command has it that is given these options. */
    public static Inference of(String... options) {
        var inference = new Inference();
        new CommandLine(CommandSpec.forAnnotatedObject(inference))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(options);
        return inference;
    }

    /** Loads other releases as this one was. */
    public ReleaseLoader loader(SwapRules swap) {
        return new ReleaseLoader(StoreOption::at, rules(), swap.slowest());
    }

    /** Where releases are. */
    public StorePlace store() {
        return store.place();
    }

    /** Where the network runs. */
    public DeviceChoice device() {
        return device.choice();
    }

    /**
     * The release it serves with until that is replaced.
     *
     * @throws UsageProblem when there is none
     */
    public ReleaseId first() {
        try {
            return BundledRelease.isNamed(name())
                    ? BundledRelease.manifest(name()).card().id()
                    : store.resolve(name());
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    "the bundled release cannot be read (" + e.getMessage() + "): install again", e);
        }
    }

    private String name() {
        return release == null ? BundledRelease.DEFAULT : release;
    }

    private EngineRules rules() {
        return EngineRules.STANDARD.on(device.choice()).in(precision);
    }

    /**
     * Starts it.
     *
     * @param canonical one waveform a batch on one thread: the same bits each time
     * @throws UsageProblem when the release cannot score, or there is no such release or device
     */
    public Started start(boolean canonical) {
        return started(open(canonical), canonical);
    }

    /** Starts another release on the same device; fails as {@link #start} does. */
    public Started startOther(String name, boolean canonical) {
        return started(open(name, canonical), canonical);
    }

    private static Started started(InferenceEngine first, boolean canonical) {
        var batches = canonical ? BatchRules.CANONICAL : BatchRules.DEFAULT;
        return new Started(first, new BatchingScorer(first, batches, System::nanoTime));
    }

    /** The engine alone, warm; its new owner closes it. Fails as {@link #start} does. */
    public InferenceEngine open(boolean canonical) {
        return open(name(), canonical);
    }

    private InferenceEngine open(String name, boolean canonical) {
        if (canonical) Threads.use(1); // how sums are split among threads decides their last bits
        return opened(name, canonical ? rules().oneByOne() : rules(), Engines::open);
    }

    /** The network without its heads' last word, for what it makes of audio; backbones have that, too. Its new owner closes it. Fails as {@link #start} does. */
    public Embedder embedder() {
        return opened(name(), rules(), Engines::embedder);
    }

    /** What is made of a release. */
    private interface Opening<T> {
        T open(Release release, EngineRules rules) throws IOException;
    }

    private <T> T opened(String name, EngineRules rules, Opening<T> opening) {
        try {
            var release = BundledRelease.isNamed(name)
                    ? BundledRelease.open(name)
                    : store.open().open(store.resolve(name));
            return opening.open(release, rules);
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    BundledRelease.isNamed(name)
                            ? "the bundled release cannot be read (" + e.getMessage() + "): install again"
                            : "release " + name + " cannot be read: " + e.getMessage(),
                    e);
        } catch (ReleaseRefused | IllegalArgumentException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }
}
