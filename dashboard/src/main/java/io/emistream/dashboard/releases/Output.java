package io.emistream.dashboard.releases;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One output of two releases.
 *
 * @param active mean of the active release
 * @param other mean of the other one
 * @param difference mean absolute difference; null where the releases did not score the same segments
 * @param pearson correlation, -1 to 1; null there, too, and where one of them does not vary
 */
record Output(String label, double active, double other, @Nullable Double difference, @Nullable Double pearson) {
    /** Below what floats of about 0.5 can tell apart: what varies less, does not vary. */
    private static final double NO_DEVIATION = 1e-9;

    /** Over the segments where both have a value; empty where there are none. */
    static Optional<Output> paired(String label, List<Pair> pairs, ToDoubleFunction<Score> value) {
        var points = pairs.stream()
                .map(pair -> new Point(value.applyAsDouble(pair.served()), value.applyAsDouble(pair.shadow())))
                .filter(Point::isFinite)
                .toList();
        if (points.isEmpty()) return Optional.empty();
        double x = mean(points, Point::x);
        double y = mean(points, Point::y);
        double deviationX = Math.sqrt(mean(points, point -> (point.x() - x) * (point.x() - x)));
        double deviationY = Math.sqrt(mean(points, point -> (point.y() - y) * (point.y() - y)));
        double covariance = mean(points, point -> (point.x() - x) * (point.y() - y));
        boolean vary = deviationX > NO_DEVIATION && deviationY > NO_DEVIATION;
        return Optional.of(new Output(
                label,
                x,
                y,
                mean(points, point -> Math.abs(point.x() - point.y())),
                vary ? covariance / (deviationX * deviationY) : null));
    }

    /** Means of each; empty where one has no value. */
    static Optional<Output> apart(String label, List<Score> active, List<Score> other, ToDoubleFunction<Score> value) {
        double mean = mean(active, value);
        double otherMean = mean(other, value);
        return Double.isFinite(mean) && Double.isFinite(otherMean)
                ? Optional.of(new Output(label, mean, otherMean, null, null))
                : Optional.empty();
    }

    private static <T> double mean(List<T> all, ToDoubleFunction<T> value) {
        return all.stream()
                .mapToDouble(value)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private record Point(double x, double y) {
        boolean isFinite() {
            return Double.isFinite(x) && Double.isFinite(y);
        }
    }
}
