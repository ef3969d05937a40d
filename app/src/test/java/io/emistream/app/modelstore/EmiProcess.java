package io.emistream.app.modelstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command as people run it, ended.
 *
 * @param out standard output
 * @param err standard error
 */
record EmiProcess(int code, String out, String err) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static EmiProcess run(Path folder, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.emistream.schemas.avro");
        command.add("-DDJL_OFFLINE=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.emistream.app.Emi"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("EMI_STORE", folder.resolve("store").toString());
        builder.environment().remove("HF_TOKEN");
        builder.environment().remove("HF_ENDPOINT");
        Process process = builder.start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("%s ends in time", command)
                .isTrue();
        return new EmiProcess(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
