package io.emistream.producer.gateway.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.producer.gateway.voice.VoiceId;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.consent.ConsentSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttendanceTest {
    @Test
    void whenOneConnectionCannotBeToldTheOthersAre() {
        var attendance = new Attendance();
        var told = new ArrayList<String>();
        for (var name : List.of("anna", "ben", "cleo"))
            attendance.enter(new VoiceId("call", name), why -> {
                told.add(name);
                throw new IllegalStateException("a bug");
            });
        var call = new ConsentSubject("call", null);

        attendance.heard(call, call.message(ConsentState.REVOKED, null, null, "operator", Instant.EPOCH));

        assertThat(told).containsExactlyInAnyOrder("anna", "ben", "cleo");
    }
}
