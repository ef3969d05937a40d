package io.emistream.schemas.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.schemas.avro.ConsentState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationsTest {
    private final Revocations revocations = new Revocations();

    @Test
    void whoeverNothingWasSaidOfMayBeScored() {
        assertThat(revocations.of("call", "anna")).isEmpty();
        assertThat(revocations.touch("call")).isFalse();
    }

    @Test
    void aSessionsRevocationConcernsEveryVoiceInIt() {
        say(ConsentState.REVOKED, "call", null);

        assertThat(revocations.of("call", "anna")).isPresent();
        assertThat(revocations.of("other", "anna")).isEmpty();
    }

    @Test
    void neitherOfTheTwoOverrulesTheOther() {
        say(ConsentState.REVOKED, "call", "anna");
        say(ConsentState.GRANTED, "call", null);
        assertThat(revocations.of("call", "anna")).isPresent();
        assertThat(revocations.of("call", "ben")).isEmpty();

        say(ConsentState.REVOKED, "call", null);
        say(ConsentState.GRANTED, "call", "anna");
        assertThat(revocations.of("call", "anna")).isPresent();
    }

    @Test
    void whatCannotBeUnderstoodCountsAsRevoked() {
        say(ConsentState.UNKNOWN, "call", "anna");

        assertThat(revocations.of("call", "anna")).isPresent();
        assertThat(revocations.count()).isEqualTo(1);
    }

    @Test
    void keepsNothingOfThoseWhoMayBeScored() {
        say(ConsentState.REVOKED, "call", "anna");
        say(ConsentState.GRANTED, "call", "anna");
        say(ConsentState.REVOKED, "call", null);
        revocations.heard(new ConsentSubject("call", null), null);

        assertThat(revocations.touch("call")).isFalse();
        assertThat(revocations.count()).isEqualTo(2);
    }

    private void say(ConsentState state, String session, @Nullable String participant) {
        var subject = new ConsentSubject(session, participant);
        revocations.heard(subject, subject.message(state, null, null, "test", Instant.EPOCH));
    }
}
