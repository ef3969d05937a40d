package io.emistream.model.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseCard;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Precision;
import io.emistream.model.release.Release;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a release's network on DJL's PyTorch engine. Sorts a batch into groups of similar length, one native call each; padding is masked
 * everywhere, so a clip's result does not depend on its company (|Δ| ≤ 1e-4). Called by one thread at a time, any thread.
 *
 * <p>Waveforms that are too short, too long or not finite are abstained on, and so is a result that is not finite. All-zero input is scored: it is
 * silence.
 */
final class DjlEngine implements InferenceEngine {
    private static final Logger LOG = LoggerFactory.getLogger(DjlEngine.class);

    private final ReleaseCard card;
    private final Architecture architecture;
    private final Network network;
    private final int shortest;
    private final Inputs inputs = new Inputs();
    private LengthGroups groups;

    private DjlEngine(ReleaseCard card, Architecture architecture, Network network, LengthGroups groups) {
        this.card = card;
        this.architecture = architecture;
        this.network = network;
        this.groups = groups;
        this.shortest = architecture.field();
    }

    /** Loads a release. */
    static DjlEngine load(NativeGate gate, Release release, Device device, Precision precision, LengthGroups groups)
            throws IOException {
        var network = Network.load(gate, release.manifest().architecture(), release.weights(), device, precision);
        return new DjlEngine(release.manifest().card(), release.manifest().architecture(), network, groups);
    }

    @Override
    public List<Score> infer(List<Waveform> batch) {
        var scores = new @Nullable Score[batch.size()];
        for (int i = 0; i < scores.length; i++) {
            String refusal = Preparation.refusal(batch.get(i), shortest);
            scores[i] = refusal == null ? null : Score.abstain(refusal);
        }
        int[] open =
                IntStream.range(0, scores.length).filter(i -> scores[i] == null).toArray();
        int[] lengths =
                Arrays.stream(open).map(i -> batch.get(i).samples().length).toArray();
        for (List<Integer> group : groups.of(lengths)) {
            List<Waveform> rows = group.stream().map(i -> batch.get(open[i])).toList();
            List<Score> results = Halving.run(rows, some -> network.gate().call(() -> forward(some)), this::shrink);
            for (int row = 0; row < results.size(); row++) {
                scores[open[group.get(row)]] = results.get(row);
            }
        }
        return Arrays.stream(scores)
                .map(score -> score == null ? Score.abstain("not scored") : score)
                .toList();
    }

    private void shrink(List<Waveform> tooMany) {
        groups = groups.halved();
        LOG.atWarn()
                .addKeyValue("batchSize", tooMany.size())
                .addKeyValue("mostSamples", groups.mostSamples())
                .log("a batch did not fit in the device's memory; it runs in halves, and later ones are smaller");
    }

    /** One native call; every array made here dies here. */
    private List<Score> forward(List<Waveform> rows) {
        try (NDManager step = network.scope()) {
            NDList outputs = network.run("forward", inputs.waves(rows, step), Inputs.lengths(rows, step));
            float[] intensities = outputs.get(0).toFloatArray();
            float[] affect = outputs.get(1).toFloatArray();
            float[] curve = outputs.get(2).toFloatArray();
            var reading = new Reading(card.labels());
            return IntStream.range(0, rows.size())
                    .mapToObj(row -> {
                        int width = curve.length / rows.size();
                        int real = width == 0
                                ? 0
                                : 3 * architecture.frames(rows.get(row).samples().length);
                        return reading.score(
                                part(intensities, row, rows.size()),
                                part(affect, row, rows.size()),
                                Arrays.copyOfRange(curve, row * width, row * width + real));
                    })
                    .toList();
        }
    }

    /** Where the time goes for waveforms of one length. */
    PartTimes parts(List<Waveform> rows, LongSupplier nanos) {
        return network.gate().call(() -> {
            try (NDManager step = network.scope()) {
                long[] frames = rows.stream()
                        .mapToLong(row -> architecture.frames(row.samples().length))
                        .toArray();
                return PartTimes.of(
                        network,
                        inputs.waves(rows, step),
                        Inputs.lengths(rows, step),
                        step.create(frames),
                        !card.labels().isEmpty(),
                        nanos);
            }
        });
    }

    private static float[] part(float[] values, int row, int rows) {
        int width = values.length / rows;
        return Arrays.copyOfRange(values, row * width, (row + 1) * width);
    }

    @Override
    public ReleaseCard release() {
        return card;
    }

    @Override
    public void close() {
        network.close();
    }
}
