package io.emistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.AudioQuality;
import io.emistream.schemas.avro.Bandwidth;
import io.emistream.schemas.avro.EventKind;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import io.emistream.schemas.avro.StageLatency;
import io.emistream.schemas.avro.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static AffectEvent.Builder event() {
        return AffectEvent.newBuilder()
                .setSessionId("call")
                .setParticipantId("ann")
                .setSegmentId("call/ann/1600")
                .setFirstSample(1600)
                .setLastSample(4799)
                .setCaptureTime(Instant.parse("2026-11-23T10:00:00.123456Z"))
                .setKind(EventKind.FINAL)
                .setTrigger(Trigger.PAUSE)
                .setSpeechRatio(0.8f)
                .setOutputSet("emi-v1")
                .setIntensities(Map.of("Joy", 0.1f, "Admiration", 0.7f))
                .setAffect(new AffectValues(0.1f, 0.2f, 0.3f))
                .setAffectCurve(List.of(new AffectValues(0.11f, 0.21f, 0.31f), new AffectValues(0.12f, 0.22f, 0.32f)))
                .setModelName("demo-small")
                .setModelVersion("1")
                .setLatency(new StageLatency(1.5, 2.5, 30.0, 40.25))
                .setQuality(new AudioQuality(-23.5f, -3.25f, 0.125f, 0.001f, 31.5f, Bandwidth.TELEPHONE));
    }

    @Test
    void affectEventsHaveTheKeysOfTheDesignInTheirOrderAndEveryDigit() {
        assertThat(AffectEventJson.of(event().build()))
                .hasToString("{\"sessionId\":\"call\",\"participantId\":\"ann\",\"segmentId\":\"call/ann/1600\","
                        + "\"firstSample\":1600,\"lastSample\":4799,\"kind\":\"final\",\"trigger\":\"pause\",\"speechRatio\":0.8,"
                        + "\"intensities\":{\"Admiration\":0.7,\"Joy\":0.1},"
                        + "\"affect\":{\"arousal\":0.1,\"dominance\":0.2,\"valence\":0.3},"
                        + "\"modelName\":\"demo-small\",\"modelVersion\":\"1\",\"abstained\":false,"
                        + "\"latencyMs\":{\"capture\":1.5,\"waiting\":2.5,\"inference\":30.0,\"total\":40.25},"
                        + "\"revision\":0,\"outputSet\":\"emi-v1\",\"trained\":true,\"abstainReason\":null,"
                        + "\"captureTime\":\"2026-11-23T10:00:00.123456Z\",\"affectCurve\":{\"hertz\":10,"
                        + "\"arousal\":[0.11,0.12],\"dominance\":[0.21,0.22],\"valence\":[0.31,0.32]},"
                        + "\"quality\":{\"levelDb\":-23.5,\"peakDb\":-3.25,\"clipped\":0.125,\"dcOffset\":0.001,"
                        + "\"snrDb\":31.5,\"bandwidth\":\"telephone\"}}");
    }

    @Test
    void valuesThatAreNotFiniteBecomeNullSoThatEveryReaderCanParseTheLine() throws Exception {
        var json = AffectEventJson.of(event().setSpeechRatio(Float.NaN)
                .setIntensities(Map.of("Joy", Float.POSITIVE_INFINITY))
                .setAffect(null)
                .setAffectCurve(List.of(new AffectValues(Float.NaN, 0f, 0f)))
                .setQuality(null)
                .build());

        var read = new ObjectMapper().readTree(json.toString());

        assertThat(read.get("speechRatio").isNull()).isTrue();
        assertThat(read.at("/intensities/Joy").isNull()).isTrue();
        assertThat(read.get("affect").isNull()).isTrue();
        assertThat(read.at("/affectCurve/arousal/0").isNull()).isTrue();
        assertThat(read.get("quality").isNull()).isTrue();
    }

    @Test
    void sessionEventsSayWhatHappenedToWhomAndWhere() {
        var event = SessionEvent.newBuilder()
                .setSessionId("call")
                .setType(SessionEventType.CONSENT_REVOKED)
                .setAt(Instant.parse("2026-11-23T10:00:00Z"))
                .setReason("asked to stop")
                .build();

        assertThat(SessionEventJson.of(event))
                .hasToString(
                        "{\"sessionId\":\"call\",\"participantId\":null,\"type\":\"consent-revoked\","
                                + "\"at\":\"2026-11-23T10:00:00Z\",\"firstSample\":null,\"lastSample\":null,\"reason\":\"asked to stop\"}");
    }
}
