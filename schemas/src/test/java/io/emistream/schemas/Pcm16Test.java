package io.emistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Pcm16Test {
    private static final float STEP = 1 / 32_768f;

    @Property(tries = 500, seed = "1")
    void everyPayloadSurvivesThroughFloats(@ForAll short[] samples) {
        byte[] payload = Pcm16.encode(samples);

        assertThat(Pcm16.encode(Pcm16.floats(payload))).isEqualTo(payload);
        assertThat(Pcm16.shorts(payload)).isEqualTo(samples);
    }

    @Property(tries = 500, seed = "2")
    void aSampleMovesByAtMostHalfAStep(@ForAll @IntRange(min = -(1 << 30), max = (1 << 30) - (1 << 15)) int number) {
        float sample = number / (float) (1 << 30);

        assertThat(Pcm16.quantise(new float[] {sample})[0]).isCloseTo(sample, within(STEP / 2));
    }

    @Property(tries = 500, seed = "3")
    void quantisingIsCrossingTheWire(@ForAll int[] bits) {
        float[] samples = anyFloats(bits);

        assertThat(Pcm16.quantise(samples)).isEqualTo(Pcm16.floats(Pcm16.encode(samples)));
    }

    @Property(tries = 500, seed = "4")
    void quantisingTwiceIsQuantisingOnce(@ForAll int[] bits) {
        float[] once = Pcm16.quantise(anyFloats(bits));

        assertThat(Pcm16.quantise(once)).isEqualTo(once);
    }

    @Test
    void writesTheLowByteFirst() {
        assertThat(Pcm16.encode(new short[] {0x1234, -2})).containsExactly(0x34, 0x12, 0xFE, 0xFF);
    }

    @Test
    void roundsToTheNearestStepAndHalvesUpwards() {
        float[] samples = {1.4f * STEP, 1.5f * STEP, -1.5f * STEP, -1.6f * STEP};

        assertThat(Pcm16.shorts(Pcm16.encode(samples))).containsExactly((short) 1, (short) 2, (short) -1, (short) -2);
    }

    @Test
    void clipsWhatIsTooLoudAndSilencesWhatIsNoNumber() {
        float[] samples = {
            1f,
            7f,
            -1f,
            -7f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MAX_VALUE,
            -Float.MAX_VALUE
        };

        assertThat(Pcm16.shorts(Pcm16.encode(samples)))
                .containsExactly(
                        Short.MAX_VALUE,
                        Short.MAX_VALUE,
                        Short.MIN_VALUE,
                        Short.MIN_VALUE,
                        (short) 0,
                        Short.MAX_VALUE,
                        Short.MIN_VALUE,
                        Short.MAX_VALUE,
                        Short.MIN_VALUE);
    }

    @Test
    void refusesHalfASample() {
        assertThatThrownBy(() -> Pcm16.floats(new byte[641]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("641")
                .hasMessageContaining("even");
    }

    @Test
    void readsWhatRemainsOfABufferAndLeavesItsPosition() {
        var buffer = ByteBuffer.wrap(new byte[] {9, 1, 0, 2, 0, 9}, 1, 4);

        assertThat(Pcm16.shorts(buffer)).containsExactly((short) 1, (short) 2);
        assertThat(buffer.remaining()).isEqualTo(4);
    }

    /** The numbers as bit patterns, so that NaN, infinities and subnormals come too; every second one from -2 to 2. */
    private static float[] anyFloats(int[] bits) {
        var samples = new float[bits.length];
        for (int i = 0; i < bits.length; i++)
            samples[i] = i % 2 == 0 ? Float.intBitsToFloat(bits[i]) : bits[i] / (float) (1 << 30);
        return samples;
    }
}
