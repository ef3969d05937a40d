package io.emistream.app.broker;

import io.emistream.app.problem.EnvironmentProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks for free ports before a server that would fail late and loudly is started. */
public final class Ports {
    private Ports() {}

    /**
     * The given port, or any free one for 0.
     *
     * @param name who wants it, for the message
     * @throws EnvironmentProblem when it cannot be bound
     */
    public static int free(String name, String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    name + " cannot listen on " + host + ":" + port + " (" + e.getMessage()
                            + "): stop what uses it, or choose another address or port (0 takes any free one)",
                    e);
        }
    }
}
