package io.emistream.producer.gateway.door;

import io.emistream.producer.gateway.consent.ConsentFacts;
import io.emistream.producer.gateway.voice.Fault;
import io.emistream.producer.gateway.voice.Refusal;
import io.emistream.producer.gateway.voice.VoiceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * Ingest tokens: JSON Web Tokens signed with a shared secret (HS256), which expire and may be held to a session and a participant.
 * Thread-safe.
 */
public final class Tokens implements Door {
    private static final String ISSUER = "emistream";
    private static final String SESSION = "session";
    private static final String PARTICIPANT = "participant";
    private static final String RESULTS = "results";
    private static final int SHORTEST_SECRET = 32;
    private static final int SKEW_S = 5;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final SecretKey secret;
    private final InstantSource clock;

    /** @param secret at least 32 bytes, as those who sign with HS256 have to have */
    public Tokens(String secret, InstantSource clock) {
        var bytes = secret.strip().getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST_SECRET)
            throw new IllegalArgumentException("the secret for tokens has " + bytes.length + " bytes; give at least "
                    + SHORTEST_SECRET + ", for example of: openssl rand -hex 32");
        this.secret = new SecretKeySpec(bytes, "HmacSHA256");
        this.clock = clock;
    }

    /**
     * What a token allows.
     *
     * @param session only this one; empty for all
     * @param participant only this one; empty for all
     * @param results whether scores of the session may be heard
     * @param consent what whoever has it made knows of the consent of those who speak
     */
    public record Grant(Optional<String> session, Optional<String> participant, boolean results, ConsentFacts consent) {
        /** The same, where nothing is known of consent. */
        public Grant(Optional<String> session, Optional<String> participant, boolean results) {
            this(session, participant, results, ConsentFacts.NONE);
        }
    }

    /** A new token. */
    public String mint(Grant grant, Duration life) {
        if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("a token's life is " + life + "; give 1 s to 366 days");
        var now = clock.instant();
        var claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setIssuedAt(date(now.toEpochMilli()));
        claims.setExpirationTime(date(now.plus(life).toEpochMilli()));
        grant.session().ifPresent(one -> claims.setStringClaim(SESSION, one));
        grant.participant().ifPresent(one -> claims.setStringClaim(PARTICIPANT, one));
        claims.setClaim(RESULTS, grant.results());
        grant.consent().words().forEach(claims::setStringClaim);
        var signed = new JsonWebSignature();
        signed.setPayload(claims.toJson());
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signed.setKey(secret);
        try {
            return signed.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
    }

    @Override
    public ConsentFacts admit(Optional<String> token, VoiceId voice, boolean results) throws Refusal {
        if (token.isEmpty())
            throw new Refusal(Fault.UNAUTHORIZED, "a token is needed; get one of whoever runs the gateway");
        var grant = grant(token.get());
        allow(SESSION, grant.session(), voice.session());
        allow(PARTICIPANT, grant.participant(), voice.participant());
        if (results && !grant.results())
            throw new Refusal(
                    Fault.UNAUTHORIZED, "the token does not allow results; ask for none, or for another token");
        return grant.consent();
    }

    private static void allow(String what, Optional<String> allowed, String asked) throws Refusal {
        if (allowed.isPresent() && !allowed.get().equals(asked))
            throw new Refusal(
                    Fault.UNAUTHORIZED, "the token is for another " + what + " than '" + asked + "'; get one for it");
    }

    private Grant grant(String token) throws Refusal {
        try {
            var claims = new JwtConsumerBuilder()
                    .setVerificationKey(secret)
                    .setJwsAlgorithmConstraints(
                            AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                    .setExpectedIssuer(ISSUER)
                    .setRequireExpirationTime()
                    .setAllowedClockSkewInSeconds(SKEW_S)
                    .setEvaluationTime(date(clock.millis()))
                    .build()
                    .processToClaims(token);
            return new Grant(
                    Optional.ofNullable(claims.getStringClaimValue(SESSION)),
                    Optional.ofNullable(claims.getStringClaimValue(PARTICIPANT)),
                    Boolean.TRUE.equals(claims.getClaimValue(RESULTS)),
                    facts(claims));
        } catch (InvalidJwtException e) {
            throw new Refusal(
                    Fault.UNAUTHORIZED,
                    e.hasExpired() ? "the token has expired; get a new one" : "the token is none of this gateway's");
        } catch (MalformedClaimException e) {
            throw new Refusal(Fault.UNAUTHORIZED, "the token's claims are not of the form that this gateway gives");
        }
    }

    private static ConsentFacts facts(JwtClaims claims) throws Refusal, MalformedClaimException {
        return ConsentFacts.of(
                Optional.ofNullable(claims.getStringClaimValue(ConsentFacts.CONSENT)),
                Optional.ofNullable(claims.getStringClaimValue(ConsentFacts.PURPOSE)),
                Optional.ofNullable(claims.getStringClaimValue(ConsentFacts.NOTICE)));
    }

    private static NumericDate date(long millis) {
        return NumericDate.fromMilliseconds(millis);
    }
}
