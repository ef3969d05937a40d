package io.emistream.producer.gateway.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
    @Test
    void readsEveryKey() {
        var policy = PolicyFile.parse(
                "{\"requireConsent\": true, \"requirePurpose\": true, \"purposes\": [\"coaching\", \"research\"],"
                        + " \"requireNotice\": false, \"notices\": [\"2026-11\"]}");

        assertThat(policy)
                .isEqualTo(new ConsentPolicy(true, true, Set.of("coaching", "research"), false, Set.of("2026-11")));
    }

    @Test
    void whatIsLeftOutIsNotAskedFor() {
        assertThat(PolicyFile.parse("{}")).isEqualTo(ConsentPolicy.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'requireConcent': true} | 'requireConcent' is not known; give requireConsent, requirePurpose",
                "{'requireConsent': 'yes'} | 'requireConsent' is \"yes\"; give true or false",
                "{'purposes': []} | 'purposes' is []; give a list of different texts",
                "{'purposes': 'coaching'} | 'purposes' is \"coaching\"; give a list",
                "{'notices': ['a', 'a']} | 'notices' is [\"a\",\"a\"]; give a list of different texts",
                "{'notices': ['a', 7]} | give a list of different texts",
                "{'requireNotice': true, 'requireNotice': false} | Duplicate field 'requireNotice'",
                "[true] | no JSON object",
                "'' | no JSON object",
                "{'requireConsent': | no JSON in line 1"
            })
    void saysInOneLineWhatIsWrong(String text, String problem) {
        assertThatThrownBy(() -> PolicyFile.parse(text.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem)
                .message()
                .doesNotContain("\n");
    }
}
