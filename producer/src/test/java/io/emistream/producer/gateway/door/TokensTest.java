package io.emistream.producer.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.producer.gateway.consent.ConsentFacts;
import io.emistream.producer.gateway.voice.Refusal;
import io.emistream.producer.gateway.voice.VoiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final VoiceId ANNA = new VoiceId("call", "anna");

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final Tokens door = new Tokens(SECRET, () -> now);

    @ParameterizedTest(name = "a token for {0}/{1}, results {2}, after {4} s, wanting results {3}: {5}")
    @CsvSource({
        // session, participant, may hear results, wants them, seconds later, what is said
        "call, anna, false, false, 0, ",
        "call, anna, true, true, 0, ",
        "call, anna, true, false, 0, ",
        "call, *, false, false, 0, ",
        "*, anna, false, false, 0, ",
        "*, *, true, true, 3599, ",
        "call, anna, false, true, 0, does not allow results",
        "call, ben, false, false, 0, for another participant than 'anna'",
        "other, anna, false, false, 0, for another session than 'call'",
        "other, *, true, true, 0, for another session than 'call'",
        "call, anna, false, false, 3700, has expired",
        "*, *, true, true, 3700, has expired"
    })
    void letsInWhomTheTokenNames(
            String session, String participant, boolean mayHear, boolean wants, int seconds, String said) {
        var token = door.mint(new Tokens.Grant(named(session), named(participant), mayHear), Duration.ofHours(1));
        now = now.plusSeconds(seconds);

        assertSays(said, Optional.of(token), wants);
    }

    @Test
    void letsNobodyInWithoutATokenOfItsOwn() {
        var others = new Tokens(SECRET.replace('0', '1'), () -> now);
        var grant = new Tokens.Grant(Optional.empty(), Optional.empty(), true);

        assertSays("a token is needed", Optional.empty(), false);
        assertSays("none of this gateway's", Optional.of(others.mint(grant, Duration.ofHours(1))), false);
        assertSays("none of this gateway's", Optional.of("nonsense"), false);
        // {"alg":"none"}{"iss":"emistream","exp":4102444800}
        assertSays(
                "none of this gateway's",
                Optional.of("eyJhbGciOiJub25lIn0.eyJpc3MiOiJlbWlzdHJlYW0iLCJleHAiOjQxMDI0NDQ4MDB9."),
                false);
    }

    @Test
    void carriesWhatIsKnownOfConsent() throws Refusal {
        var facts = new ConsentFacts(Optional.of(true), Optional.of("coaching"), Optional.of("2026-11"));
        var grant = new Tokens.Grant(Optional.empty(), Optional.empty(), false, facts);

        assertThat(door.admit(Optional.of(door.mint(grant, Duration.ofHours(1))), ANNA, false))
                .isEqualTo(facts);
    }

    @Test
    void aTokenLetsInSoManyStreamsAtATime() throws Refusal {
        var seats = new Seats(2);
        var one = seats.take(Optional.of("token"));
        seats.take(Optional.of("token"));
        for (int i = 0; i < 3; i++) seats.take(Optional.empty());
        seats.take(Optional.of("other"));

        assertThatThrownBy(() -> seats.take(Optional.of("token")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("has let in 2 streams");
        one.run();
        seats.take(Optional.of("token"));
    }

    @Test
    void needsASecretThatCannotBeGuessed() {
        assertThatThrownBy(() -> new Tokens("secret", () -> now)).hasMessageContaining("6 bytes; give at least 32");
    }

    @ParameterizedTest
    @CsvSource({
        "https://ours.example, https://ours.example, true",
        "https://ours.example, https://theirs.example, false",
        "https://ours.example, http://ours.example, false",
        "https://ours.example, null, false",
        "https://ours.example, , true",
        "*, https://theirs.example, true"
    })
    void webPagesComeFromAllowedOrigins(String allowed, String origin, boolean in) {
        assertThat(new Origins(Set.of(allowed)).allow(Optional.ofNullable(origin), Optional.empty()))
                .isEqualTo(in);
    }

    private void assertSays(String said, Optional<String> token, boolean wants) {
        Optional<String> refusal;
        try {
            door.admit(token, ANNA, wants);
            refusal = Optional.empty();
        } catch (Refusal e) {
            refusal = Optional.of(e.text());
        }
        if (said == null) assertThat(refusal).isEmpty();
        else assertThat(refusal).hasValueSatisfying(text -> assertThat(text).contains(said));
    }

    private static Optional<String> named(String name) {
        return name.equals("*") ? Optional.empty() : Optional.of(name);
    }
}
