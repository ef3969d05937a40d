package io.emistream.model.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which of libtorch's errors stay: after most errors of CUDA each later call of the process fails, too, whatever it asks for. An error that is not known counts as one that
 * stays, since a needless restart costs seconds, and else each segment would be given up in turn. Pure.
 */
final class StickyErrors {
    private static final List<String> SIGNS =
            List.of("cuda error:", "cudnn_status_execution_failed", "cudnn_status_mapping_error");

    /** What was asked for cannot be had; the device is sound. */
    private static final List<String> PASSING = List.of(
            "out of memory",
            "alloc_failed",
            "no kernel image",
            "invalid argument",
            "invalid_value",
            "invalid configuration",
            "too many resources",
            "not supported",
            "not_supported");

    private StickyErrors() {}

    /** The line that says so, where the device is lost. */
    static Optional<String> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> line = String.valueOf(cause.getMessage())
                    .lines()
                    .filter(StickyErrors::stays)
                    .map(String::strip)
                    .findFirst();
            if (line.isPresent()) return line;
        }
        return Optional.empty();
    }

    private static boolean stays(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return SIGNS.stream().anyMatch(lower::contains) && PASSING.stream().noneMatch(lower::contains);
    }
}
