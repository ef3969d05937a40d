package io.emistream.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a stream is to be like.
 *
 * @param token asked for an ingest token at each connection; empty where the gateway wants none
 * @param results which scores are to be heard
 * @param consent what the voice agreed to; empty where nothing is said of it
 * @param resume whether to go on with a stream that an earlier program left; {@link SpeechStream#firstSample} then says where
 * @param keep audio that is kept since it may have to be sent again, 10 s to 10 min; whoever writes more has to wait
 * @param patience time without the gateway after which the stream is given up, at least 1 s
 * @param http makes the connections: its TLS and proxy count
 */
public record Options(
        Supplier<Optional<String>> token,
        Results results,
        Optional<Consent> consent,
        boolean resume,
        Duration keep,
        Duration patience,
        HttpClient http) {
    // the gateway may ask again for 5 s of audio and what it had not acknowledged
    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofMinutes(10);

    public Options {
        if (keep.compareTo(LEAST) < 0 || keep.compareTo(MOST) > 0)
            throw new IllegalArgumentException("audio to be kept is " + keep + "; give 10 s to 10 min");
        if (patience.compareTo(Duration.ofSeconds(1)) < 0)
            throw new IllegalArgumentException("patience is " + patience + "; give at least 1 s");
    }

    /** No token, no scores; two minutes of audio are kept, ten minutes without the gateway are borne: later it could not resume. */
    public static Options standard() {
        return new Options(
                Optional::empty,
                Results.NONE,
                Optional.empty(),
                false,
                Duration.ofMinutes(2),
                Duration.ofMinutes(10),
                HttpClient.newHttpClient());
    }

    /** The same with a token. */
    public Options token(String one) {
        return token(() -> Optional.of(one));
    }

    /** The same with tokens that may expire. */
    public Options token(Supplier<Optional<String>> fresh) {
        return new Options(fresh, results, consent, resume, keep, patience, http);
    }

    /** The same with scores. */
    public Options hearing(Results which) {
        return new Options(token, which, consent, resume, keep, patience, http);
    }

    /** The same, saying what the voice agreed to. */
    public Options with(Consent given) {
        return new Options(token, results, Optional.of(given), resume, keep, patience, http);
    }

    /** The same for a stream that an earlier program left. */
    public Options resuming() {
        return new Options(token, results, consent, true, keep, patience, http);
    }

    /** The same with other bounds. */
    public Options bearing(Duration otherKeep, Duration otherPatience) {
        return new Options(token, results, consent, resume, otherKeep, otherPatience, http);
    }

    /** The same by another client. */
    public Options by(HttpClient other) {
        return new Options(token, results, consent, resume, keep, patience, other);
    }
}
