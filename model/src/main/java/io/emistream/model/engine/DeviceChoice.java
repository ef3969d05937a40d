package io.emistream.model.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a network runs.
 *
 * @param kind automatic, CPU or CUDA
 * @param index of the CUDA device; 0 otherwise
 */
public record DeviceChoice(Kind kind, int index) {
    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

    /** What was asked for. */
    public enum Kind {
        /** The first CUDA device where there is one, else the CPU. */
        AUTO,
        /** The CPU. */
        CPU,
        /** One CUDA device. */
        CUDA
    }

    /** The first CUDA device where there is one, else the CPU. */
    public static DeviceChoice auto() {
        return new DeviceChoice(Kind.AUTO, 0);
    }

    /** The CPU. */
    public static DeviceChoice cpu() {
        return new DeviceChoice(Kind.CPU, 0);
    }

    /** Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}. */
    public static DeviceChoice parse(String text) {
        Matcher cuda = CUDA.matcher(text);
        if (cuda.matches()) {
            return new DeviceChoice(Kind.CUDA, cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
        }
        return switch (text) {
            case "auto" -> auto();
            case "cpu" -> cpu();
            default ->
                throw new IllegalArgumentException(
                        "device is \"%s\"; use auto, cpu or cuda:N, such as cuda:0".formatted(text));
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case AUTO -> "auto";
            case CPU -> "cpu";
            case CUDA -> "cuda:" + index;
        };
    }
}
