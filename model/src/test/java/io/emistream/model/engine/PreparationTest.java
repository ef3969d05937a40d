package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.emistream.model.Waveform;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparationTest {

    @Test
    void refusesWaveformsThatCannotBeScoredAndSaysWhy() {
        assertThat(Preparation.refusal(new Waveform(new float[399]), 400)).contains("399 samples", "at least 400");
        assertThat(Preparation.refusal(new Waveform(new float[192_001]), 400)).contains("192001", "at most 192000");
        float[] samples = new float[500];
        samples[17] = Float.NaN;
        assertThat(Preparation.refusal(new Waveform(samples), 400)).contains("sample 17 is NaN");
        assertThat(Preparation.refusal(new Waveform(new float[400]), 400)).isNull();
    }

    @Test
    void normalisesOverRealSamplesOnly() {
        var into = FloatBuffer.allocate(6);

        Preparation.normalise(new Waveform(new float[] {1, 3, 1, 3}), 6, into);

        float one = (float) (1 / Math.sqrt(1 + 1e-7));
        assertThat(into.array()).containsExactly(-one, one, -one, one, 0, 0);
    }

    @Test
    void meansFiveFramesIntoEachStepOfTheCurveAndAbstainsOnNaN() {
        var reading = new Reading(List.of("Joy"));
        var frames = new float[3 * 6];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Math.floorDiv(i, 3);
        }

        var score = reading.score(new float[] {1.5f}, new float[] {1, 2, 3}, frames);

        assertThat(score.intensities()).containsEntry("Joy", 1f);
        assertThat(score.affectCurve()).hasSize(2);
        assertThat(score.affectCurve().get(0).valence()).isCloseTo(2, within(1e-6f));
        assertThat(score.affectCurve().get(1).arousal()).isCloseTo(5, within(1e-6f));
        assertThat(reading.score(new float[] {Float.NaN}, new float[3], frames).abstained())
                .contains("not finite");
    }

    @Test
    void readsDeviceNames() {
        assertThat(DeviceChoice.parse("cuda:3")).isEqualTo(new DeviceChoice(DeviceChoice.Kind.CUDA, 3));
        assertThat(DeviceChoice.parse("auto")).hasToString("auto");
        assertThatThrownBy(() -> DeviceChoice.parse("gpu")).hasMessageContaining("use auto, cpu or cuda:N");
    }
}
