package io.emistream.app.bench.fault;

import io.emistream.app.problem.EnvironmentProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/**
 * A way to a port of this machine that can be cut: what is connected is dropped then, and who comes is turned away until it is mended. Two threads for
 * each connection. Thread-safe.
 */
final class Detour implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> open = new HashSet<>();
    private boolean cut;

    private Detour(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** Opens one on any free port of loopback. @param target port on loopback where it leads */
    static Detour to(int target) {
        try {
            var detour = new Detour(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), target);
            thread(detour::accept);
            return detour;
        } catch (IOException e) {
            throw new EnvironmentProblem("no port can be opened on loopback: " + e.getMessage(), e);
        }
    }

    /** Where it begins. */
    int port() {
        return entrance.getLocalPort();
    }

    /** Drops what is connected, and lets nothing through from now on. */
    void cut() {
        block(true);
    }

    /** Lets all through again. */
    void mend() {
        block(false);
    }

    private synchronized void block(boolean now) {
        cut = now;
        if (!now) return;
        open.forEach(Detour::close);
        open.clear();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException e) {
                continue; // closed, or whoever came is gone again
            }
        }
    }

    private void connect(Socket from) {
        try {
            var to = new Socket(InetAddress.getLoopbackAddress(), target);
            if (!kept(from, to)) return;
            thread(() -> carry(from, to));
            thread(() -> carry(to, from));
        } catch (IOException e) {
            close(from); // nobody is there: say so
        }
    }

    /** False where it is cut: both are closed then. */
    private synchronized boolean kept(Socket from, Socket to) {
        if (cut) {
            close(from);
            close(to);
        } else {
            open.add(from);
            open.add(to);
        }
        return !cut;
    }

    private void carry(Socket from, Socket to) {
        try {
            from.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one end is gone, or it was cut: the other end goes, too
        } finally {
            drop(from);
            drop(to);
        }
    }

    private synchronized void drop(Socket socket) {
        open.remove(socket);
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more either way
        }
    }

    private static void thread(Runnable work) {
        var thread = new Thread(work, "detour");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }
}
