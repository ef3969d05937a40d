package io.emistream.app.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a gateway on which the first connections die in the middle of what the client sends. */
final class FrailWay implements AutoCloseable {
    private final ServerSocket entrance;
    private final int target;
    private final int deaths;
    private final int bytes;
    private final AtomicInteger died = new AtomicInteger();

    /** @param bytes from the client, after which a connection dies, as long as fewer than so many have died */
    FrailWay(URI gateway, int deaths, int bytes) throws IOException {
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = gateway.getPort();
        this.deaths = deaths;
        this.bytes = bytes;
        thread(this::accept);
    }

    URI address() {
        return URI.create("ws://127.0.0.1:" + entrance.getLocalPort());
    }

    int died() {
        return died.get();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var from = entrance.accept();
                var to = new Socket(InetAddress.getLoopbackAddress(), target);
                thread(() -> carry(from, to, true));
                thread(() -> carry(to, from, false));
            } catch (IOException e) {
                continue; // closed
            }
        }
    }

    private void carry(Socket from, Socket to, boolean frail) {
        var buffer = new byte[4096];
        try (from;
                to) {
            int carried = 0;
            for (int length; (length = from.getInputStream().read(buffer)) >= 0; carried += length) {
                if (frail && carried > bytes && died.get() < deaths) {
                    died.incrementAndGet();
                    return;
                }
                to.getOutputStream().write(buffer, 0, length);
            }
        } catch (IOException e) {
            // one end is gone: the other goes, too
        }
    }

    private static void thread(Runnable work) {
        var thread = new Thread(work, "frail-way");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
