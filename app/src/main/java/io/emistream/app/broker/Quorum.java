package io.emistream.app.broker;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;

/**
 * A broker's place among brokers of this machine, each of which is a controller, too. With three or more, every topic has three copies, and two of
 * them must have a record before it counts.
 *
 * @param clusterId the same for all
 * @param node 1 to the number of nodes
 * @param controllerPorts of all nodes, on loopback, in the order of their numbers
 */
public record Quorum(String clusterId, int node, List<Integer> controllerPorts) {
    private static final int MOST_COPIES = 3;

    public Quorum {
        controllerPorts = List.copyOf(controllerPorts);
        if (node < 1 || node > controllerPorts.size())
            throw new IllegalArgumentException("node is " + node + " of " + controllerPorts.size()
                    + " controller ports; give a number from 1 on, and a port for each");
    }

    /** One that needs no others, of a cluster of its own. */
    static Quorum alone() {
        return new Quorum(newClusterId(), 1, List.of(Ports.free("the embedded Kafka controller", "127.0.0.1", 0)));
    }

    /** Unlike any other. */
    public static String newClusterId() {
        return Uuid.randomUuid().toString();
    }

    int controllerPort() {
        return controllerPorts.get(node - 1);
    }

    /** As {@code controller.quorum.voters} has it. */
    String voters() {
        var voters = new ArrayList<String>();
        for (int i = 0; i < controllerPorts.size(); i++) voters.add((i + 1) + "@127.0.0.1:" + controllerPorts.get(i));
        return String.join(",", voters);
    }

    /** Of each partition. */
    int copies() {
        return Math.min(MOST_COPIES, controllerPorts.size());
    }

    /** Copies that must have a record before it counts. */
    int needed() {
        return copies() < MOST_COPIES ? 1 : 2;
    }
}
