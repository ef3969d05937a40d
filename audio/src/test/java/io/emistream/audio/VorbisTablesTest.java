package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jogg.Buffer;
import org.junit.jupiter.api.Test;

class VorbisTablesTest {
    private static final int ENTRIES = 1 << 16;
    private static final int DIMENSIONS = 4;

    @Test
    void readsTheDimensionsOfBooks() throws BadAudio {
        assertThat(new VorbisTables(books(2, DIMENSIONS)).dimensions()).containsExactly(DIMENSIONS, DIMENSIONS);
    }

    @Test
    void refusesManyBooksOfWhichEachIsSmall() {
        var tables = new VorbisTables(books(100, DIMENSIONS));

        assertThatThrownBy(tables::dimensions)
                .isInstanceOf(BadAudio.class)
                .hasMessageContaining("tables of more than 4194304 numbers");
    }

    @Test
    void refusesABookWithoutDimensionsForWhichJOrbisWouldLookForEver() {
        var tables = new VorbisTables(books(1, 0));

        assertThatThrownBy(tables::dimensions).isInstanceOf(BadAudio.class).hasMessageContaining("damaged");
    }

    /** Books in the fewest bits: all words are of the same length, and the values are two numbers. */
    private static Buffer books(int count, int dimensions) {
        var bits = new Buffer();
        bits.writeinit();
        bits.write(count - 1, 8);
        for (int i = 0; i < count; i++) {
            bits.write(0x56_4342, 24);
            bits.write(dimensions, 16);
            bits.write(ENTRIES, 24);
            bits.write(1, 1);
            bits.write(16 - 1, 5);
            bits.write(ENTRIES, 17);
            bits.write(1, 4);
            bits.write(0, 32);
            bits.write(0, 32);
            bits.write(1 - 1, 4);
            bits.write(0, 1);
            for (int j = 0; j < 16; j++) bits.write(0, 1); // the fourth root of the entries
        }
        var bytes = bits.buffer().clone();
        bits.readinit(bytes, 0, bytes.length);
        return bits;
    }
}
