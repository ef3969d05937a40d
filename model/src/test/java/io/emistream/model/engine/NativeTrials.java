package io.emistream.model.engine;

import io.emistream.model.soak.CrashTrial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The crash trial from a command line, where it can also run without the gate: {@code gated|ungated RUNS SEED FOLDER}. */
final class NativeTrials {
    private NativeTrials() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[3]));
        System.out.println(new CrashTrial(child(args[0]), folder, Integer.parseInt(args[1]), Long.parseLong(args[2]))
                .run(System.out::println));
    }

    /** This JVM's own java and class path, with the options that every JVM of ours runs with. */
    static List<String> child(String gate) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-DDJL_OFFLINE=true",
                "-Dai.djl.pytorch.num_threads=2",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                CrashChild.class.getName(),
                gate);
    }
}
