package io.emistream.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.emistream.model.weights.MalformedWeights;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class PickleReaderPropertiesTest {
    private static final String INSTRUCTIONS =
            "\u0080\u0095(.0}])ltd\u0085\u0086\u0087N\u0088\u0089JKM\u008aGX\u008cc\u0093qr\u0094hjQRbaesu";

    @Property(tries = 20_000, seed = "1")
    void readsOrRefusesAnyProgramOfAllowedInstructions(@ForAll("programs") byte[] program) {
        assertThatCode(() -> read(program)).doesNotThrowAnyException();
    }

    @Property(tries = 5_000, seed = "2")
    void readsOrRefusesAnyBytes(@ForAll byte[] bytes) {
        assertThatCode(() -> read(bytes)).doesNotThrowAnyException();
    }

    /** Mostly instructions, with bytes between them that serve as their arguments. */
    @Provide
    Arbitrary<byte[]> programs() {
        Arbitrary<Byte> instruction =
                Arbitraries.of(INSTRUCTIONS.chars().mapToObj(c -> (byte) c).toList());
        return Arbitraries.frequencyOf(Tuple.of(8, instruction), Tuple.of(2, Arbitraries.bytes()))
                .array(byte[].class)
                .ofMaxSize(64);
    }

    private static void read(byte[] pickle) {
        try {
            PickleReader.read(pickle);
        } catch (MalformedWeights e) {
            // refused, as it should be
        }
    }
}
