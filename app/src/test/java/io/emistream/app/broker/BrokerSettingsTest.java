package io.emistream.app.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {
    private static final List<Integer> PORTS = List.of(9101, 9102, 9103);

    @Test
    void noTwoControllersStandForElectionAtTheSameTime() {
        var patience = IntStream.rangeClosed(1, PORTS.size())
                .mapToObj(node -> new Quorum("cluster", node, PORTS))
                .map(quorum -> BrokerSettings.of(BrokerOptions.temporary(), 9092, quorum, Path.of("logs")))
                .map(settings -> settings.get("controller.quorum.fetch.timeout.ms"));

        assertThat(patience).doesNotHaveDuplicates().doesNotContainNull();
    }
}
