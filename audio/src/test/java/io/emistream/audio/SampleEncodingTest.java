package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class SampleEncodingTest {
    @Test
    void readsLittleEndianIntegers() {
        var bytes = ByteBuffer.wrap(new byte[] {0, 0x40, 0, (byte) 0x80, 7});

        assertThat(SampleEncoding.S16LE.decode(bytes)).containsExactly(0.5f, -1f);
        assertThat(bytes.remaining()).isEqualTo(5);
    }

    @Test
    void takesWhatIsNoNumberForSilence() {
        var bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(0.25f)
                .putFloat(Float.NaN)
                .putFloat(Float.POSITIVE_INFINITY)
                .flip();

        assertThat(SampleEncoding.F32LE.decode(bytes)).containsExactly(0.25f, 0f, 0f);
    }

    @Test
    void expandsMuLaw() {
        var bytes = ByteBuffer.wrap(new byte[] {(byte) 0xff, 0x00, (byte) 0x80});

        assertThat(SampleEncoding.MULAW.decode(bytes)).containsExactly(0f, -32_124 / 32_768f, 32_124 / 32_768f);
    }
}
