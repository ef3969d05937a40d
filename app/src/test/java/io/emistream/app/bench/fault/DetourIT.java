package io.emistream.app.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DetourIT {
    private static final int ENDED = -1;

    private ServerSocket target;
    private Detour detour;

    @BeforeEach
    void open() throws IOException {
        target = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        detour = Detour.to(target.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        detour.close();
        target.close();
    }

    @Test
    void carriesBothWays() throws IOException {
        try (var client = connect();
                var server = target.accept()) {
            assertThat(passes(client, server)).isTrue();
            assertThat(passes(server, client)).isTrue();
        }
    }

    @Test
    void dropsWhatIsConnectedWhenItIsCut() throws IOException {
        try (var client = connect();
                var server = target.accept()) {
            passes(client, server);

            detour.cut();

            assertThat(ended(client)).isTrue();
            assertThat(ended(server)).isTrue();
        }
    }

    @Test
    void turnsAwayWhoComesWhileItIsCut() throws IOException {
        detour.cut();

        try (var client = connect()) {
            assertThat(ended(client)).isTrue();
        }
    }

    @Test
    void letsNewConnectionsThroughOnceMended() throws IOException {
        detour.cut();
        detour.mend();

        try (var client = connect();
                var server = target.accept()) {
            assertThat(passes(client, server)).isTrue();
        }
    }

    @Test
    void passesOnThatTheOtherEndIsGone() throws IOException {
        try (var client = connect()) {
            target.accept().close();

            assertThat(ended(client)).isTrue();
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), detour.port());
    }

    private static boolean passes(Socket from, Socket to) throws IOException {
        from.getOutputStream().write(42);
        return to.getInputStream().read() == 42;
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() == ENDED;
        } catch (IOException e) {
            return true; // reset
        }
    }
}
