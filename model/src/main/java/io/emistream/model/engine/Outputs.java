package io.emistream.model.engine;

import java.util.Arrays;
import java.util.List;

/**
 * What a network says of the rows of a batch, or a loss's derivatives by it. Shares its arrays. No value equality.
 *
 * @param intensities {@code [rows][labels]}, not clipped; {@code [rows][0]} without a fusion head
 * @param affect {@code [rows][3]}: arousal, dominance, valence of the whole waveform; {@code [rows][0]} without an affect head
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of rows; made and read once
public record Outputs(float[][] intensities, float[][] affect) {

    /** Rows that are filled in later. */
    static Outputs empty(int rows) {
        return new Outputs(new float[rows][0], new float[rows][0]);
    }

    /** Whether every value is finite. */
    public boolean finite() {
        return finite(intensities) && finite(affect);
    }

    private static boolean finite(float[][] values) {
        for (float[] row : values) {
            for (float value : row) {
                if (!Float.isFinite(value)) return false;
            }
        }
        return true;
    }

    /** One matrix's chosen rows after each other. */
    static float[] flat(float[][] values, List<Integer> rows) {
        int width = rows.isEmpty() ? 0 : values[rows.get(0)].length;
        var flat = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(values[rows.get(i)], 0, flat, i * width, width);
        }
        return flat;
    }

    /** Spreads rows that lie after each other to their places. */
    static void spread(float[] flat, List<Integer> rows, float[][] into) {
        int width = flat.length / rows.size();
        for (int i = 0; i < rows.size(); i++) {
            into[rows.get(i)] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
    }
}
