package io.emistream.trainer.fit;

import io.emistream.trainer.recipe.Recipe.LossKind;
import io.emistream.trainer.statistics.Agreement;

/**
 * A loss of predictions {@code [rows][outputs]} against targets of the same shape, NaN where an output is not labelled, and its derivatives; finite
 * for constant predictions. Pure.
 */
final class Loss {
    /** Added to denominators: constant series agree with nothing, instead of dividing by zero. */
    private static final double EPSILON = 1e-8;

    private final LossKind kind;
    private final double[][] targets;
    private final int outputs;

    /** @param outputs of every row */
    Loss(LossKind kind, double[][] targets, int outputs) {
        this.kind = kind;
        this.targets = targets;
        this.outputs = outputs;
    }

    /** Whether a row's derivatives do not depend on the other rows' predictions. */
    boolean separable() {
        return kind == LossKind.MSE;
    }

    /** Over all rows; 0 where nothing is labelled. */
    double value(float[][] predictions) {
        return switch (kind) {
            case MSE -> squares(predictions);
            case CCC, PEARSON -> disagreement(predictions, kind);
            case MSE_CCC -> (squares(predictions) + disagreement(predictions, LossKind.CCC)) / 2;
        };
    }

    /** Derivatives by every prediction; rows without predictions get none. */
    float[][] gradient(float[][] predictions) {
        var into = new double[predictions.length][outputs];
        switch (kind) {
            case MSE -> squaresGradient(predictions, 1, into);
            case CCC, PEARSON -> disagreementGradient(predictions, kind, 1, into);
            case MSE_CCC -> {
                squaresGradient(predictions, 0.5, into);
                disagreementGradient(predictions, LossKind.CCC, 0.5, into);
            }
        }
        var gradient = new float[predictions.length][outputs];
        for (int i = 0; i < into.length; i++) {
            for (int j = 0; j < outputs; j++) gradient[i][j] = (float) into[i][j];
        }
        return gradient;
    }

    private double squares(float[][] predictions) {
        double sum = 0;
        for (int i = 0; i < targets.length; i++) {
            for (int j = 0; j < outputs; j++) {
                double apart = predictions[i][j] - targets[i][j];
                if (!Double.isNaN(apart)) sum += apart * apart;
            }
        }
        return sum / Math.max(1, labelled());
    }

    private void squaresGradient(float[][] predictions, double weight, double[][] into) {
        int labelled = Math.max(1, labelled());
        for (int i = 0; i < targets.length; i++) {
            for (int j = 0; j < predictions[i].length; j++) {
                double apart = predictions[i][j] - targets[i][j];
                if (!Double.isNaN(apart)) into[i][j] += weight * 2 * apart / labelled;
            }
        }
    }

    private int labelled() {
        int labelled = 0;
        for (double[] row : targets) for (double value : row) if (!Double.isNaN(value)) labelled++;
        return labelled;
    }

    /** One minus the mean correlation over outputs that at least two rows are labelled in. */
    private double disagreement(float[][] predictions, LossKind of) {
        double sum = 0;
        int counted = 0;
        for (int j = 0; j < outputs; j++) {
            Agreement agreement = agreement(predictions, j);
            if (agreement.count() >= 2) {
                sum += numerator(agreement, of) / denominator(agreement, of);
                counted++;
            }
        }
        return counted == 0 ? 0 : 1 - sum / counted;
    }

    private static double numerator(Agreement a, LossKind of) {
        return of == LossKind.CCC ? 2 * a.covariance() : a.covariance();
    }

    private static double denominator(Agreement a, LossKind of) {
        double apart = a.meanX() - a.meanY();
        return EPSILON
                + (of == LossKind.CCC
                        ? a.varianceX() + a.varianceY() + apart * apart
                        : Math.sqrt(a.varianceX() * a.varianceY()));
    }

    private void disagreementGradient(float[][] predictions, LossKind of, double weight, double[][] into) {
        var agreements = new Agreement[outputs];
        int counted = 0;
        for (int j = 0; j < outputs; j++) {
            agreements[j] = agreement(predictions, j);
            if (agreements[j].count() >= 2) counted++;
        }
        for (int j = 0; j < outputs; j++) {
            Agreement a = agreements[j];
            if (a.count() < 2) continue;
            double top = numerator(a, of);
            double bottom = denominator(a, of);
            for (int i = 0; i < targets.length; i++) {
                double x = predictions[i][j] - a.meanX();
                double y = targets[i][j] - a.meanY();
                if (Double.isNaN(y)) continue;
                double topSlope = (of == LossKind.CCC ? 2 : 1) * y / a.count();
                double bottomSlope = bottomSlope(a, of, x) / a.count();
                into[i][j] -= weight * (topSlope * bottom - top * bottomSlope) / (bottom * bottom) / counted;
            }
        }
    }

    private static double bottomSlope(Agreement a, LossKind of, double x) {
        if (of == LossKind.CCC) return 2 * x + 2 * (a.meanX() - a.meanY());
        double root = Math.sqrt(a.varianceX() * a.varianceY());
        return root == 0 ? 0 : a.varianceY() * x / root;
    }

    private Agreement agreement(float[][] predictions, int output) {
        var x = new double[targets.length];
        var y = new double[targets.length];
        for (int i = 0; i < targets.length; i++) {
            x[i] = predictions[i][output];
            y[i] = targets[i][output];
        }
        return Agreement.of(x, y);
    }
}
