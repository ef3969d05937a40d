package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.processor.quality.SegmentSound;
import io.emistream.processor.segment.Sound;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.EventKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not speech is answered without the scorer, and every event says how its segment sounds. */
class NotSpeechTest {
    private static final Call ANNA = new Call("s-1", "anna");
    private static final int CHUNK = 1600;
    private static final ProcessorRules STANDARD = ProcessorRules.standard();

    /** Its pitch stands still: a buzz. */
    private static final short[] BUZZ =
            Sound.ofSeconds(6, 10, 1).speech(0.5, 2, 5000).speech(3, 4.5, 5000).samples();

    @Test
    void aBuzzIsAnsweredWithAnAbstentionAndTheScorerIsNotAsked() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer, STANDARD, new InMemoryRegistry())) {
            rig.send(ANNA.chunks(BUZZ, CHUNK));

            var events = rig.events();
            assertThat(scorer.asked()).isEmpty();
            assertThat(events).hasSize(2).allSatisfy(event -> {
                assertThat(event.getAbstained()).isTrue();
                assertThat(event.getAbstainReason()).startsWith("not speech: ");
                assertThat(event.getKind()).isEqualTo(EventKind.FINAL);
                assertThat(event.getIntensities()).isEmpty();
                assertThat(event.getQuality()).isNotNull();
            });
            assertThat(rig.storedChunks()).isZero();
        }
    }

    @Test
    void nothingProvisionalIsSaidOfABuzz() {
        var scorer = ScriptedScorer.atOnce();
        try (var rig = new Rig(scorer, STANDARD.hopping(Duration.ofMillis(500)), new InMemoryRegistry())) {
            for (AudioChunk chunk : ANNA.chunks(BUZZ, CHUNK)) rig.send(chunk);

            assertThat(scorer.askedInSpareTime()).isEmpty();
            assertThat(rig.events()).extracting(AffectEvent::getKind).containsOnly(EventKind.FINAL);
        }
    }

    @Test
    void theQualityIsThatOfTheSegmentsSamplesBitForBit() {
        try (var rig = new Rig(ScriptedScorer.atOnce(), STANDARD.ofAnySound(), new InMemoryRegistry())) {
            rig.send(ANNA.chunks(BUZZ, 777));

            List<AffectEvent> events = rig.events();
            assertThat(events).hasSize(2).allSatisfy(event -> {
                int from = (int) event.getFirstSample();
                int to = (int) event.getLastSample() + 1;
                var sound = SegmentSound.of(Pcm16.floats(Pcm16.encode(Arrays.copyOfRange(BUZZ, from, to))));
                assertThat(event.getAbstained()).isFalse();
                assertThat(event.getQuality().getLevelDb()).isEqualTo(sound.levelDb());
                assertThat(event.getQuality().getSnrDb()).isEqualTo(sound.snrDb());
                assertThat(event.getQuality().getBandwidth()).isEqualTo(sound.bandwidth());
            });
        }
    }
}
