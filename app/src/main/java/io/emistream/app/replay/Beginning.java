package io.emistream.app.replay;

import io.emistream.app.problem.UsageProblem;
import io.emistream.audio.SampleStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** When a recording's first sample was captured; what follows is timed by its samples, however fast it is replayed. */
@FunctionalInterface
interface Beginning {
    /** @throws IOException when its files' times cannot be read */
    Instant of(Survey survey, Instant now) throws IOException;

    /** @throws UsageProblem when the text is none */
    static Beginning parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "now" -> (survey, now) -> now;
            case "file" -> (survey, now) -> writtenUntilTheEnd(survey, now);
            default -> at(text);
        };
    }

    private static Beginning at(String text) {
        try {
            var time = OffsetDateTime.parse(text).toInstant();
            return (survey, now) -> time;
        } catch (DateTimeParseException e) {
            throw new UsageProblem("--start is '" + text + "'; give now, file, or a time such as 2026-03-01T10:00:00Z");
        }
    }

    /** Recorders write a file until its end: it began its length before its last change. The earliest of a call's files counts. */
    private static Instant writtenUntilTheEnd(Survey survey, Instant now) throws IOException {
        var earliest = now;
        for (var known : survey.parts()) {
            var end = Files.getLastModifiedTime(known.part().file()).toInstant();
            var begin = end.minus(length(known.voices().get(0).samples()));
            if (begin.isBefore(earliest)) earliest = begin;
        }
        return earliest;
    }

    /** Of so many samples. */
    static Duration length(long samples) {
        return Duration.ofNanos(samples * (1_000_000_000L / SampleStream.RATE));
    }
}
