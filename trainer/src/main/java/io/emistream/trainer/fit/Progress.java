package io.emistream.trainer.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a run has come; with the weights, all that a resumed run needs, for the order of batches and everything left to chance follow from it.
 *
 * @param epoch whole epochs done
 * @param batch batches of the next epoch done
 * @param step optimiser steps done
 * @param lossSum over the batches of the next epoch that are done
 * @param audioSeconds trained on in the next epoch
 * @param wallSeconds spent on it
 * @param skipped steps in a row whose gradients were not finite
 * @param bestEpoch whose weights are kept; 0 for none
 * @param bestScore its mean ρ on the validation clips
 * @param history of whole epochs
 */
public record Progress(
        int epoch,
        int batch,
        long step,
        double lossSum,
        double audioSeconds,
        double wallSeconds,
        int skipped,
        int bestEpoch,
        double bestScore,
        List<EpochResult> history) {
    public Progress {
        history = List.copyOf(history);
    }

    static Progress start() {
        return new Progress(0, 0, 0, 0, 0, 0, 0, 0, -2, List.of());
    }

    Progress stepped(double loss, double audio, double wall, boolean finite) {
        return new Progress(
                epoch,
                batch + 1,
                step + 1,
                lossSum + loss,
                audioSeconds + audio,
                wallSeconds + wall,
                finite ? 0 : skipped + 1,
                bestEpoch,
                bestScore,
                history);
    }

    Progress ended(EpochResult result, boolean best) {
        var all = new ArrayList<>(history);
        all.add(result);
        return new Progress(
                epoch + 1,
                0,
                step,
                0,
                0,
                0,
                skipped,
                best ? epoch + 1 : bestEpoch,
                best && result.meanPearson() != null ? result.meanPearson() : bestScore,
                all);
    }
}
