package io.emistream.model.engine;

import io.emistream.model.Score;
import io.emistream.model.Waveform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs a group of waveforms and, where the device's memory is too small for it, each half of it. Pure but for what it is given. */
public final class Halving {
    private Halving() {}

    /**
     * Scores a group.
     *
     * @param forward one native call
     * @param tooMany told of each group that did not fit, before its halves run
     */
    public static List<Score> run(
            List<Waveform> rows, Function<List<Waveform>, List<Score>> forward, Consumer<List<Waveform>> tooMany) {
        try {
            return forward.apply(rows);
        } catch (RuntimeException e) {
            if (rows.size() == 1 || !outOfMemory(e)) throw e;
        }
        tooMany.accept(rows);
        int half = rows.size() / 2;
        var scores = new ArrayList<>(run(rows.subList(0, half), forward, tooMany));
        scores.addAll(run(rows.subList(half, rows.size()), forward, tooMany));
        return scores;
    }

    /** In libtorch's words for a GPU and for a CPU. */
    private static boolean outOfMemory(RuntimeException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("alloc_failed");
    }
}
