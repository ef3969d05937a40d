package io.emistream.trainer.evaluate;

import java.util.List;

/** How long a clip is, in bands that the paper's data speak of: under 1 s there is little to hear, beyond 12 s the network hears no more. Pure. */
public final class DurationBand {
    private static final List<Double> EDGES = List.of(1.0, 3.0, 6.0, 12.0);
    private static final List<String> NAMES = List.of("0–1 s", "1–3 s", "3–6 s", "6–12 s", "over 12 s");

    private DurationBand() {}

    /**
     * Its name; names sort by length.
     *
     * @param seconds an upper edge belongs to the band below it
     */
    public static String of(double seconds) {
        int band = 0;
        while (band < EDGES.size() && seconds > EDGES.get(band)) band++;
        return NAMES.get(band);
    }
}
