package io.emistream.model.engine;

import io.emistream.model.release.BundledRelease;
import io.emistream.model.soak.CrashTrial;
import io.emistream.model.soak.SoakTrial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the trials from a command line: {@code crash gated|ungated RUNS SEED FOLDER} {@code soak INFERENCES SEED}. */
final class NativeTrials {
    private NativeTrials() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("crash")) {
            Path folder = Files.createDirectories(Path.of(args[4]));
            System.out.println(
                    new CrashTrial(child(args[1]), folder, Integer.parseInt(args[2]), Long.parseLong(args[3]))
                            .run(System.out::println));
        } else {
            var result = new SoakTrial(Integer.parseInt(args[1]), 400, 2, Long.parseLong(args[2]))
                    .run(
                            Engines.open(BundledRelease.open(), EngineRules.STANDARD),
                            System::nanoTime,
                            System.out::println);
            System.out.printf("%s%ngrowth %.1f %%%n", result, 100 * result.growth());
        }
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
