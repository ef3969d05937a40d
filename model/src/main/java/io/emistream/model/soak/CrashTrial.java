package io.emistream.model.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Ends a child JVM at random moments while several threads are inside libtorch, many times, and counts what crashed. A crashed process may still
 * exit 0 or 143, so the JVM's error files and core files are counted, too.
 *
 * @param child command line of the child; {@code END DELAY_MS SEED} is appended. The child prints {@code ready} when it infers, then ends itself
 *     after the delay as told: {@code exit} or {@code return}; with {@code sigterm} it waits to be killed
 * @param folder working folder of the children; error files are looked for there
 * @param runs how many children
 * @param seed of the endings and moments
 */
public record CrashTrial(List<String> child, Path folder, int runs, long seed) {
    private static final List<String> ENDINGS = List.of("sigterm", "exit", "return");
    private static final int LATEST_MS = 1_500;
    private static final int PATIENCE_S = 120;

    /**
     * Runs all children, one after another.
     *
     * @param say told one line for each run
     */
    public Result run(Consumer<String> say) throws IOException, InterruptedException {
        var random = new SplittableRandom(seed);
        var codes = new TreeMap<String, Integer>();
        int crashed = 0;
        for (int run = 0; run < runs; run++) {
            String ending = ENDINGS.get(run % ENDINGS.size());
            int delay = random.nextInt(LATEST_MS);
            long childSeed = random.nextLong(1L << 32);
            long filesBefore = errorFiles();
            int code = one(ending, delay, childSeed);
            boolean crash = errorFiles() > filesBefore || code != (ending.equals("sigterm") ? 143 : 0);
            crashed += crash ? 1 : 0;
            codes.merge(ending + ":" + code, 1, Integer::sum);
            say.accept("run %d: %s after %d ms, seed %d: exit %d%s"
                    .formatted(run + 1, ending, delay, childSeed, code, crash ? " CRASHED" : ""));
        }
        return new Result(runs, crashed, errorFiles(), Map.copyOf(codes));
    }

    private int one(String ending, int delay, long childSeed) throws IOException, InterruptedException {
        var command = new ArrayList<>(child);
        command.addAll(List.of(ending, String.valueOf(delay), String.valueOf(childSeed)));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
                if (line == null) {
                    throw new IOException(
                            "the child ended with %d before it was ready: %s".formatted(process.waitFor(), command));
                }
            }
            if (ending.equals("sigterm")) {
                TimeUnit.MILLISECONDS.sleep(delay);
                process.destroy();
            }
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new IOException("the child hung for %d s after %s".formatted(PATIENCE_S, ending));
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private long errorFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("hs_err") || name.startsWith("core"))
                    .count();
        }
    }

    /**
     * What came of a trial.
     *
     * @param crashed runs with an error file or an unexpected exit status
     * @param errorFiles {@code hs_err} and core files in the folder
     * @param exits how many runs by ending and exit status
     */
    public record Result(int runs, int crashed, long errorFiles, Map<String, Integer> exits) {}
}
