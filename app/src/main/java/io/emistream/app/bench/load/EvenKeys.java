package io.emistream.app.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.apache.kafka.common.utils.Utils;

/**
 * Names of sessions that fall on one partition after the other, by the rule by which producers choose partitions.
 *
 * @param prefix they all begin with it
 * @param partitions of the topic of chunks
 */
public record EvenKeys(String prefix, int partitions) implements IntFunction<String> {

    /** The name of the session of that number, on the partition of that number modulo the partitions. */
    @Override
    public String apply(int number) {
        for (int attempt = 0; ; attempt++) {
            var name = prefix + "-" + number + "-" + attempt;
            if (partition(name) == number % partitions) return name;
        }
    }

    private int partition(String name) {
        return Utils.toPositive(Utils.murmur2(name.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
