package io.emistream.app.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EvenKeysTest {
    @Test
    void fallWhereProducersPutThem() {
        var keys = new EvenKeys("call", 12);

        for (int number = 0; number < 48; number++) {
            byte[] key = new StringSerializer().serialize("any", keys.apply(number));
            assertThat(BuiltInPartitioner.partitionForKey(key, 12)).isEqualTo(number % 12);
        }
    }

    @Test
    void areAllDifferentAndTheSameEachTime() {
        var names = IntStream.range(0, 100).mapToObj(new EvenKeys("call", 6)).toList();

        assertThat(names).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 100).mapToObj(new EvenKeys("call", 6)).toList())
                .isEqualTo(names);
    }
}
