package io.emistream.app.process;

import io.emistream.app.broker.BrokerOptions;
import io.emistream.app.broker.EmbeddedBroker;

/** A Kafka broker as a process: says where it listens and runs until its input ends. */
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] args) throws Exception {
        try (var broker = EmbeddedBroker.start(BrokerOptions.temporary())) {
            System.out.println("broker " + broker.bootstrap());
            while (System.in.read() >= 0) continue;
        }
    }
}
