package io.emistream.processor.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.schemas.avro.Trigger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An hour of made speech in noise, whose levels come and go. */
class HourTest {
    private static final int MINUTE = 60 * Frames.RATE;

    @Test
    void afterAnHourSpeechIsFoundAsByOneWhoJustBegan() {
        var minutes = List.of(Sound.conversation(60, 1), Sound.conversation(60, 2), Sound.conversation(60, 3));
        var last = Sound.conversation(60, 4);
        var old = new Segmenter(SegmentRules.standard());

        for (int minute = 0; minute < 59; minute++) {
            double gain = 0.2 + 1.8 * (1 + Math.sin(minute / 7.0)) / 2;
            old.push(louder(minutes.get(minute % minutes.size()), gain));
        }
        var fresh = Segmenter.startingAt(SegmentRules.standard(), old.position());

        assertThat(old.position()).isEqualTo(59L * MINUTE);
        assertThat(recall(old, last)).isGreaterThanOrEqualTo(recall(fresh, last) - 0.01);
        assertThat(recall(fresh(), last)).isGreaterThan(0.97);
    }

    private static Segmenter fresh() {
        return new Segmenter(SegmentRules.standard());
    }

    private static short[] louder(Sound sound, double gain) {
        var samples = sound.samples();
        for (int i = 0; i < samples.length; i++)
            samples[i] = (short) Math.max(-32_768, Math.min(32_767, Math.round(gain * samples[i])));
        return samples;
    }

    /** Share of the loud samples of speech that lie in segments. */
    private static double recall(Segmenter segmenter, Sound sound) {
        long start = segmenter.position();
        var cuts = new ArrayList<>(segmenter.push(sound.samples()));
        cuts.addAll(segmenter.end(Trigger.END));
        var covered = new boolean[sound.length()];
        for (var cut : cuts) {
            if (!(cut instanceof Cut.Segment)) continue;
            for (long at = Math.max(start, cut.firstSample()); at <= cut.lastSample(); at++)
                covered[(int) (at - start)] = true;
        }
        long spoken = 0;
        long found = 0;
        for (var span : sound.speech()) {
            for (int at = span.first(); at < span.end(); at++) {
                if (!Sound.isVoiced(at - span.first())) continue;
                spoken++;
                if (covered[at]) found++;
            }
        }
        return (double) found / spoken;
    }
}
