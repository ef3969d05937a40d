package io.emistream.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and machines get wrong is told in one line, with an exit code that says whose turn it is. */
class UserErrorsIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void namesThePortThatIsInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var port = String.valueOf(taken.getLocalPort());

            for (var flag : List.of("--kafka-port", "--registry-port", "--port"))
                assertSays(3, "127.0.0.1:" + port, "demo", flag, port);
            assertSays(3, "127.0.0.1:" + port, "dashboard", "--port", port);
        }
    }

    @Test
    void namesTheFolderThatCannotBeWritten() throws Exception {
        var file = Files.writeString(folder.resolve("taken"), "a file");

        assertSays(3, "folder " + file, "demo", "--data", file.toString());
    }

    @Test
    void namesTheFlagThatCannotBeRight() throws Exception {
        assertSays(2, "speed -1.0 is out of range", "demo", "--speed", "-1");
        assertSays(2, "there is no port 99999", "up", "--kafka-port", "99999");
        assertSays(2, "registry URL 'localhost:8081' is not http://", "processor", "--registry", "localhost:8081");
        assertSays(2, "topic partitions is 0", "dashboard", "--port", "0", "--partitions", "0");
        assertSays(2, "--limit is 0; give at least 1", "deadletters", "list", "--limit", "0");
        assertSays(2, "--since is 'soon'; give a length of time such as", "deadletters", "replay", "--since", "soon");
        assertSays(2, "--since is '-5m'", "deadletters", "list", "--since", "-5m");
        assertSays(2, "there is no folder nowhere", "replay", "nowhere");
        assertSays(2, "--tls-cert and --tls-key belong together", "gateway", "--tls-cert", "cert.pem");
        assertSays(2, "origin 'example.com' is none", "gateway", "--origin", "example.com");
        assertSays(2, "there is no secret to sign with", "gateway", "token");
        assertSays(2, "--seconds is -1.0; give more than 0", "capture", "--seconds", "-1");
        assertSays(2, "there is no plan or file nothing", "ablate", "--config", "nothing");
        assertSays(2, "--resume needs --run DIR", "ablate", "--resume");
        assertSays(2, "give --data DIR or --corpus DIR", "ablate", "--config", "tiny");
        assertSays(2, "there is no release named m", "model", "ensemble", "both", "--of", "m,n", "--store", "store");
        assertSays(3, "no microphone has 'no such thing' in its name", "capture", "--device", "no such thing");
    }

    @Test
    void namesTheKafkaThatDoesNotAnswer() throws Exception {
        Files.writeString(folder.resolve("a.wav"), "");

        var waiting = new ArrayList<JavaProcess>(); // all at once, since each waits for ten seconds
        try {
            for (var role : List.of(
                    List.of("processor"),
                    List.of("dashboard", "--port", "0"),
                    List.of("replay", "."),
                    List.of("deadletters", "list"),
                    List.of("deadletters", "replay"))) {
                var command = new ArrayList<>(role);
                command.addAll(List.of("--bootstrap", "127.0.0.1:1"));
                waiting.add(JavaProcess.emi(folder, command.toArray(String[]::new)));
            }
            for (var process : waiting)
                assertSays(3, "Kafka at 127.0.0.1:1 cannot be used (no answer within 10 s)", process);
        } finally {
            for (var process : waiting) process.close();
        }
    }

    @Test
    void analysesTheOtherFilesWhenSomeCannotBeRead() throws Exception {
        Files.writeString(folder.resolve("notes.txt"), "not audio");

        try (var analyze = JavaProcess.emi(folder, "analyze", "notes.txt", "gone.wav")) {
            assertThat(analyze.ended()).isEqualTo(1);

            assertThat(analyze.err()).hasSize(2).allMatch(line -> line.startsWith("emi: "));
        }
    }

    private void assertSays(int code, String what, String... command) throws IOException, InterruptedException {
        try (var process = JavaProcess.emi(folder, command)) {
            assertSays(code, what, process);
        }
    }

    private static void assertSays(int code, String what, JavaProcess process)
            throws IOException, InterruptedException {
        assertThat(process.ended()).isEqualTo(code);
        assertThat(process.out()).isEmpty();
        assertThat(process.err()).singleElement().asString().startsWith("emi: ").contains(what);
    }
}
