package io.emistream.producer.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8082, 127.0.0.1:8082, true",
        "http://localhost:8082, localhost:8082, true",
        "https://192.0.2.7, 192.0.2.7, true",
        "'http://[::1]:8082', '[::1]:8082', true",
        "http://127.0.0.1:9999, 127.0.0.1:8082, false",
        "http://foreign.example:8082, 127.0.0.1:8082, false",
        "http://foreign.example:8082, foreign.example:8082, false",
        "http://127.0.0.1.foreign.example, 127.0.0.1.foreign.example, false",
        "null, 127.0.0.1:8082, false",
        "http://127.0.0.1:8082, , false",
    })
    void ownPagesComeInWhereTheHostCanBeNobodyElses(String origin, String host, boolean in) {
        var origins = new Origins(Set.of());

        assertThat(origins.allow(Optional.of(origin), Optional.ofNullable(host)))
                .isEqualTo(in);
    }
}
