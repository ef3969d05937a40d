package io.emistream.app.process;

import io.emistream.app.broker.BrokerOptions;
import io.emistream.app.broker.EmbeddedBroker;
import java.nio.file.Path;

/** A Kafka broker as a process: keeps its data where it works, says where it listens and runs until its input ends. */
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] args) throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerOptions.temporary().in(Path.of("broker")))) {
            System.out.println("broker " + broker.bootstrap());
            while (System.in.read() >= 0) continue;
        }
    }
}
