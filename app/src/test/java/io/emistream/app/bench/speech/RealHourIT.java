package io.emistream.app.bench.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.emistream.app.role.Recordings;
import io.emistream.audio.AudioFiles;
import io.emistream.audio.UnreadableAudio;
import io.emistream.processor.segment.Cut;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmenter;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.Trigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An hour of recorded speech with pauses, in a noise that comes and goes. */
@Tag("long")
class RealHourIT {
    private static final Path SPEECH = Path.of("../../shared/data/emodb");
    private static final int MINUTE = 60 * Synth.RATE;
    private static final int FRAME = 320;

    @Test
    void afterAnHourSpeechIsFoundAsByOneWhoJustBegan() throws Exception {
        assumeTrue(Files.isDirectory(SPEECH), "no recordings beside the checkout");
        var random = new Random(20261128);
        var clips = clips();
        var old = new Segmenter(SegmentRules.standard());
        for (int minute = 0; minute < 60; minute++)
            old.push(heard(minute(clips, random), 0.0003 + 0.003 * (1 + Math.sin(minute / 5.0)), random));

        double hourOld = 0;
        double fresh = 0;
        for (int minute = 0; minute < 10; minute++) {
            var speech = minute(clips, random);
            var heard = heard(speech, 0.001, random);
            hourOld += recall(old, speech, heard) / 10;
            fresh += recall(new Segmenter(SegmentRules.standard()), speech, heard) / 10;
        }
        assertThat(hourOld).isGreaterThanOrEqualTo(fresh - 0.01);
        assertThat(fresh).isGreaterThan(0.95);
    }

    private static List<float[]> clips() throws Exception {
        var clips = new ArrayList<float[]>();
        for (var recording : Recordings.in(SPEECH)) {
            try (var stream = AudioFiles.open(recording.file())) {
                clips.add(stream.readAll());
            } catch (UnreadableAudio e) {
                continue; // the labels lie among them
            }
        }
        return clips;
    }

    /** Clips one after the other, with pauses of half a second to four. */
    private static float[] minute(List<float[]> clips, Random random) {
        Collections.shuffle(clips, random);
        var minute = new float[MINUTE];
        int at = 0;
        for (var clip : clips) {
            int length = Math.min(clip.length, MINUTE - at);
            System.arraycopy(clip, 0, minute, at, length);
            at += length + Synth.RATE / 2 + random.nextInt(7 * Synth.RATE / 2);
            if (at >= MINUTE) return minute;
        }
        return minute;
    }

    private static short[] heard(float[] speech, double noise, Random random) {
        var noisy = speech.clone();
        for (int i = 0; i < noisy.length; i++) noisy[i] += (float) (noise * random.nextGaussian());
        return Pcm16.shorts(Pcm16.encode(noisy));
    }

    /** Share of the frames within 25 dB of the loud ones that lie in segments. */
    private static double recall(Segmenter segmenter, float[] speech, short[] heard) {
        long start = segmenter.position();
        var cuts = new ArrayList<>(segmenter.push(heard));
        cuts.addAll(segmenter.end(Trigger.TIMEOUT));
        var covered = new boolean[heard.length];
        for (var cut : cuts) {
            if (!(cut instanceof Cut.Segment)) continue;
            int from = (int) Math.max(0, cut.firstSample() - start);
            Arrays.fill(covered, from, (int) Math.max(from, cut.lastSample() - start + 1), true);
        }
        var powers = Heard.powers(speech);
        double threshold = Heard.threshold(powers);
        int loud = 0;
        int found = 0;
        for (int i = 0; i < powers.length; i++) {
            if (powers[i] < threshold) continue;
            loud++;
            if (covered[i * FRAME + FRAME / 2]) found++;
        }
        return (double) found / loud;
    }
}
