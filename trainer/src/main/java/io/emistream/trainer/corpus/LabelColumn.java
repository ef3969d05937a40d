package io.emistream.trainer.corpus;

/**
 * A column that holds a label.
 *
 * @param column its name in the header
 * @param label name of the label it becomes
 * @param full the value that means 1: 1 for intensities, 100 for per cent; what is read is divided by it
 */
public record LabelColumn(String column, String label, double full) {
    public LabelColumn {
        if (!(full > 0) || Double.isInfinite(full))
            throw new IllegalArgumentException("full value of label column " + column + " is " + full
                    + "; it must be a positive number: 1 for intensities, 100 for per cent");
    }

    /** A column of intensities in [0, 1], named as in the header. */
    public static LabelColumn intensity(String column) {
        return new LabelColumn(column, column, 1);
    }

    float value(String text) throws Fault {
        double value;
        try {
            value = Double.parseDouble(text) / full;
        } catch (NumberFormatException e) {
            throw new Fault(
                    "label " + column + " is no number",
                    text,
                    limit(),
                    text.contains(",") ? "write a decimal point, not a comma" : "correct it");
        }
        if (!(value >= 0 && value <= 1))
            throw new Fault("label " + column + " is out of range", text, limit(), "correct it");
        return (float) value;
    }

    private String limit() {
        return "labels go from 0 to " + full;
    }
}
