package io.emistream.schemas.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConsentSubjectTest {
    @Test
    void namesAreSeenInTheKey() {
        assertThat(new ConsentSubject("call-7", null).key()).isEqualTo("consent/call-7");
        assertThat(new ConsentSubject("call-7", "anna").key()).isEqualTo("consent/call-7/anna");
    }

    @Test
    void otherSubjectsAreNone() {
        assertThat(ConsentSubject.of("capacity/1")).isEmpty();
        assertThat(ConsentSubject.of(null)).isEmpty();
    }

    @Test
    void whatAVoiceAgreedToHasAKeyOfItsOwn() {
        var anna = new ConsentSubject("call/7", "anna");
        var key = anna.agreement("coaching", null, "gateway", Instant.EPOCH).getSubject();

        assertThat(key).isEqualTo("agreed/call%2F7/anna");
        assertThat(ConsentSubject.ofAgreement(key)).contains(anna);
        assertThat(ConsentSubject.of(key)).isEmpty();
        assertThat(ConsentSubject.ofAgreement(anna.key())).isEmpty();
    }

    @Property(tries = 500, seed = "20261127")
    void aKeyIsOfOneSubjectOnly(@ForAll("names") String session, @ForAll("names") String participant) {
        var voice = new ConsentSubject(session, participant);
        var all = new ConsentSubject(session, null);

        assertThat(ConsentSubject.of(voice.key())).contains(voice);
        assertThat(ConsentSubject.of(all.key())).contains(all);
        assertThat(new ConsentSubject(session + "/" + participant, null).key()).isNotEqualTo(voice.key());
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars('a', '/', '%', '2', 'F', '5')
                .ofMinLength(1)
                .ofMaxLength(8);
    }
}
