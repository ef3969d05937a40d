package io.emistream.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts Java, with a Java that says what it was given. */
class LauncherIT {
    private static final Path SCRIPT = Path.of("src/main/dist/bin/emi").toAbsolutePath();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void withoutALocaleJavaReadsAndWritesUtf8() throws Exception {
        assertThat(characters(Map.of())).isEqualTo("C.UTF-8");
    }

    @Test
    void aLocaleThatIsSetStays() throws Exception {
        assertThat(characters(Map.of("LANG", "de_DE.ISO-8859-1"))).isEmpty();
        assertThat(characters(Map.of("LC_CTYPE", "fr_FR.UTF-8"))).isEqualTo("fr_FR.UTF-8");
    }

    @Test
    void aJavaThatIsTooOldIsNamed() throws Exception {
        var started = start("11", Map.of());

        assertThat(started.waitFor()).isEqualTo(3);
        assertThat(started.errorReader(StandardCharsets.UTF_8).readLine()).startsWith("emi: Java 11 from JAVA_HOME");
    }

    /** What LC_CTYPE is for Java. */
    private String characters(Map<String, String> environment) throws IOException, InterruptedException {
        var started = start("17.0.1", environment);
        var said = started.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(started.waitFor()).isZero();
        return said;
    }

    private Process start(String version, Map<String, String> environment) throws IOException {
        var java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "%s"' >&2; else echo "${LC_CTYPE:-}"; fi
                """
                        .formatted(version));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        var builder = new ProcessBuilder(List.of(SCRIPT.toString(), "--version"));
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", folder.toString());
        return builder.start();
    }
}
