package io.emistream.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeardTest {
    private final Heard heard = new Heard();

    @Test
    void isSpoiltByWhatCutsItOtherwiseAndByNothingElse() {
        for (var harmless : new SessionEventType[] {
            SessionEventType.STARTED,
            SessionEventType.SKIPPED,
            SessionEventType.DEGRADED,
            SessionEventType.RESTORED,
            SessionEventType.REFUSED,
            SessionEventType.ENDED
        }) heard.take(event(harmless, "anything"));
        assertThat(heard.spoilt()).isEmpty();

        heard.take(event(SessionEventType.GAP, "chunks 3 to 4 are missing"));

        assertThat(heard.spoilt()).contains("guest: chunks 3 to 4 are missing");
    }

    @Test
    void isBegunOnceItStartedAndRefusedUntilThen() {
        heard.take(event(SessionEventType.REFUSED, "no room"));
        assertThat(heard.isBegun()).isFalse();
        assertThat(heard.refused()).contains("no room");

        heard.take(event(SessionEventType.STARTED, "there is room again"));

        assertThat(heard.isBegun()).isTrue();
    }

    @Test
    void endsVoiceByVoice() {
        heard.take(event(SessionEventType.ENDED, "end of stream"));

        assertThat(heard.isEnded("guest")).isTrue();
        assertThat(heard.isEnded("agent")).isFalse();
        assertThat(heard.heardUntil("guest")).isZero();
    }

    private static SessionEvent event(SessionEventType type, String reason) {
        return SessionEvent.newBuilder()
                .setSessionId("call")
                .setParticipantId("guest")
                .setType(type)
                .setAt(Instant.EPOCH)
                .setReason(reason)
                .build();
    }
}
