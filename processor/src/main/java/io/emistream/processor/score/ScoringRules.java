package io.emistream.processor.score;

import io.emistream.processor.quality.SpeechRules;
import java.time.Duration;

/**
 * How a task hands segments to the scorer.
 *
 * @param inFlight segments submitted and not yet scored, per task; more wait in the store. A segment takes up to 768 KB of heap
 * @param perParticipant of these, at most so many of one participant; who sends faster than the device scores waits for itself, not others for it
 * @param look how often finished results are looked for; wall clock
 * @param patience how long one attempt may take before it counts as failed; wall clock
 * @param speech what is scored at all; the rest is answered with an abstention
 */
public record ScoringRules(int inFlight, int perParticipant, Duration look, Duration patience, SpeechRules speech) {
    public ScoringRules {
        if (inFlight < 1 || inFlight > 1024)
            throw new IllegalArgumentException("scoring.inFlight is " + inFlight + "; give 1 to 1024 segments");
        if (perParticipant < 1 || perParticipant > inFlight)
            throw new IllegalArgumentException("scoring.perParticipant is " + perParticipant + "; give 1 to " + inFlight
                    + " segments, what may be in flight");
        if (look.toMillis() < 1 || look.toMillis() > 1000)
            throw new IllegalArgumentException("scoring.look is " + look + "; give 1 ms to 1 s");
        if (patience.toMillis() < 1000)
            throw new IllegalArgumentException("scoring.patience is " + patience + "; give at least 1 s");
    }

    /** 32 in flight, 4 of one participant, a look each 5 ms, two minutes of patience; speech alone is scored. */
    public static ScoringRules standard() {
        return new ScoringRules(32, 4, Duration.ofMillis(5), Duration.ofMinutes(2), SpeechRules.standard());
    }

    /** The same for any sound: music and noise are scored, too. */
    public ScoringRules ofAnySound() {
        return new ScoringRules(inFlight, perParticipant, look, patience, SpeechRules.anySound());
    }
}
