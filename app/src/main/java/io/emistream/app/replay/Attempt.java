package io.emistream.app.replay;

import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.replay.AttemptFailed.Kind;
import io.emistream.schemas.avro.AffectEvent;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** One session on the log that is to become the result of a call: what is awaited of it, and when that is in vain. Thread-safe. */
record Attempt(String session, Survey survey, Reports reports, Duration timeout, Interruption stop) {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Something to do again and again while waiting. */
    @FunctionalInterface
    interface Meanwhile {
        void act() throws AttemptFailed;
    }

    boolean isBegun() {
        return reports.look(session, Heard::isBegun);
    }

    /** Whether all of its audio was heard; events may still come. */
    boolean isEnded() {
        return reports.look(session, this::ended);
    }

    /** Waits until every voice has ended and every segment has its event. */
    void awaitResults() throws AttemptFailed, InterruptedException {
        await(heard -> ended(heard) && missing(heard) <= 0, () -> {});
        checkAudio();
    }

    /** Fails where the log has events of other audio than this. */
    void checkAudio() throws AttemptFailed {
        var foreign = reports.look(session, this::foreign);
        if (foreign.isPresent())
            throw new AttemptFailed(
                    Kind.HOPELESS,
                    "has segment " + foreign.get() + " on the log, which is none of this recording's: other audio went"
                            + " under this name before; give --run a name that was not used yet");
    }

    /** Waits for what is to be heard. */
    void await(Predicate<Heard> condition, Meanwhile meanwhile) throws AttemptFailed, InterruptedException {
        while (!reports.look(session, condition::test)) {
            check();
            if (reports.quiet().compareTo(timeout) > 0) {
                checkAudio();
                throw new AttemptFailed(Kind.SILENT, silence());
            }
            meanwhile.act();
            reports.await(LOOK);
        }
        check();
    }

    /** Fails where going on is in vain. */
    void check() throws AttemptFailed {
        if (stop.asked()) throw new AttemptFailed(Kind.STOPPED, "told to end");
        var hopeless = reports.look(session, this::hopeless);
        if (hopeless.isPresent()) throw new AttemptFailed(Kind.HOPELESS, hopeless.get());
        var spoilt = reports.look(session, Heard::spoilt);
        if (spoilt.isPresent()) throw new AttemptFailed(Kind.SPOILT, spoilt.get());
    }

    /** Samples of speech that were published and have no event yet. */
    long behind(long position) {
        return reports.look(session, heard -> survey.voices().stream()
                .mapToLong(voice -> voice.spoken(heard.heardUntil(voice.participant()), position))
                .sum());
    }

    /** From where on audio is needed: what comes before was heard, by all voices. */
    long neededFrom() {
        return reports.look(session, heard -> survey.voices().stream()
                .mapToLong(voice -> heard.heardUntil(voice.participant()))
                .min()
                .orElse(0));
    }

    private boolean ended(Heard heard) {
        return survey.voices().stream().allMatch(voice -> heard.isEnded(voice.participant()));
    }

    private long missing(Heard heard) {
        return survey.voices().stream()
                .mapToLong(voice -> voice.segments().size()
                        - heard.events(voice.participant()).size())
                .sum();
    }

    private Optional<String> foreign(Heard heard) {
        return survey.voices().stream()
                .flatMap(voice -> heard.events(voice.participant()).values().stream()
                        .filter(event ->
                                !Objects.equals(voice.segments().get(event.getFirstSample()), event.getLastSample())))
                .map(AffectEvent::getSegmentId)
                .findFirst();
    }

    private Optional<String> hopeless(Heard heard) {
        return heard.forbidden().map(reason -> "has no consent: " + reason).or(() -> heard.doubled()
                .map(segment ->
                        "has two final events of segment " + segment + "; give --run a name that was not used yet"));
    }

    private String silence() {
        var waited = "nothing was heard for " + timeout.toSeconds() + " s";
        return reports.look(session, heard -> {
            if (!heard.isBegun())
                return heard.refused()
                        .map(reason -> "was refused and " + waited + ": " + reason)
                        .orElse("was not begun by a processor: " + waited);
            return "has no event of " + missing(heard) + " segments: " + waited
                    + "; give the same command again, perhaps with a longer --timeout";
        });
    }
}
