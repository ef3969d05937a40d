package io.emistream.app.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.EventKind;
import io.emistream.schemas.avro.StageLatency;
import io.emistream.schemas.avro.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentTableTest {
    @Test
    void alignsARowForEachSegmentUnderOneLineOnTheWhole() {
        var first = event(0, 2)
                .setTrigger(Trigger.PAUSE)
                .setIntensities(Map.of("Joy", 0.25f, "Excitement", 0.75f, "Amusement", 0.5f, "Admiration", 0.1f))
                .setAffect(new AffectValues(0.5f, -0.25f, 0f))
                .build();
        var second = event(10, 12)
                .setTrigger(Trigger.LENGTH)
                .setIntensities(Map.of())
                .setAbstained(true)
                .setAbstainReason("too quiet")
                .build();

        assertThat(SegmentTable.lines("a.wav", List.of(first, second)))
                .containsExactly(
                        "a.wav: 2 segments, 14.0 s; small/1, untrained",
                        "from s   to s  ended by  speech  strongest                                  arousal  dominance  valence",
                        "  0.00   2.00  pause       0.75  Excitement 0.75, Amusement 0.50, Joy 0.25     0.50      -0.25     0.00",
                        " 10.00  22.00  length      0.75  no score: too quiet                              –          –        –");
    }

    @Test
    void saysThatThereWasNoSpeech() {
        assertThat(SegmentTable.lines("silence.wav", List.of())).containsExactly("silence.wav: no speech was found");
    }

    private static AffectEvent.Builder event(int fromSeconds, int seconds) {
        return AffectEvent.newBuilder()
                .setSessionId("a.wav")
                .setParticipantId("speaker")
                .setSegmentId("a.wav/speaker/" + fromSeconds)
                .setFirstSample(fromSeconds * 16_000L)
                .setLastSample((fromSeconds + seconds) * 16_000L - 1)
                .setCaptureTime(Instant.EPOCH)
                .setKind(EventKind.FINAL)
                .setSpeechRatio(0.75f)
                .setOutputSet("emi-v1")
                .setAffect(null)
                .setAffectCurve(List.of())
                .setModelName("small")
                .setModelVersion("1")
                .setTrained(false)
                .setAbstained(false)
                .setAbstainReason(null)
                .setLatency(new StageLatency(0.0, 1.0, 2.0, 3.0));
    }
}
