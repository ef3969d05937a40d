package io.emistream.trainer.fit;

import io.emistream.model.Waveform;
import io.emistream.model.engine.LearningNetwork;
import io.emistream.model.engine.Outputs;
import io.emistream.trainer.statistics.Agreement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the validation clips say of a network.
 *
 * @param loss null where there are no clips
 * @param pearson by label; undefined ones are left out
 * @param mean over all labels, undefined ones counted as 0; null where there are no clips
 */
record Validation(@Nullable Double loss, Map<String, Double> pearson, @Nullable Double mean) {
    /** Clips that are read before they are scored, which bounds memory. */
    private static final int ROUND = 64;

    static Validation of(Task task, LearningNetwork network) throws IOException {
        List<Example> clips = task.validation();
        if (clips.isEmpty()) return new Validation(null, Map.of(), null);
        var outputs = new Outputs(new float[clips.size()][], new float[clips.size()][]);
        for (int from = 0; from < clips.size(); from += ROUND) {
            List<Example> round = clips.subList(from, Math.min(clips.size(), from + ROUND));
            List<Waveform> waveforms = new ArrayList<>();
            for (Example clip : round) waveforms.add(clip.audio().read());
            Outputs part = network.predict(waveforms, task.recipe().optimiser().averaging() > 0);
            System.arraycopy(part.intensities(), 0, outputs.intensities(), from, round.size());
            System.arraycopy(part.affect(), 0, outputs.affect(), from, round.size());
        }
        if (!outputs.finite())
            throw new Diverged(
                    "the network's outputs are not finite any more; lower optimiser.rate or set optimiser.clipNorm");
        double loss = new Objective(task.recipe().loss(), clips, task.labels().size()).value(outputs);
        return of(task, outputs, loss);
    }

    private static Validation of(Task task, Outputs outputs, double loss) {
        var pearson = new LinkedHashMap<String, Double>();
        double sum = 0;
        for (int label = 0; label < task.labels().size(); label++) {
            int column = label;
            double rho = Agreement.of(
                            Arrays.stream(outputs.intensities())
                                    .mapToDouble(row -> Math.max(0, Math.min(1, row[column])))
                                    .toArray(),
                            task.validation().stream()
                                    .mapToDouble(clip -> clip.labels()[column])
                                    .toArray())
                    .pearson();
            if (Double.isNaN(rho)) continue;
            pearson.put(task.labels().get(label), rho);
            sum += rho;
        }
        return new Validation(loss, pearson, sum / task.labels().size());
    }
}
