package io.emistream.app.learn;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trainer must remember over restarts.
 *
 * @param changed clips since the last run began
 * @param lastRun epoch milliseconds of its begin, or of the trainer's first start where there was none
 * @param commands that were followed: each once, however often it is read
 * @param underWay version of the run that is not concluded; null for none
 * @param start that run's start
 * @param settings of its recipe that a command asked for
 */
record Ledger(
        int changed,
        long lastRun,
        List<String> commands,
        @Nullable String underWay,
        @Nullable String start,
        Map<String, String> settings) {
    private static final String FILE = "ledger.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    Ledger {
        commands = List.copyOf(commands);
        settings = Map.copyOf(settings);
    }

    /** What is remembered in a folder; where there is nothing, a trainer begins {@code now}, in epoch milliseconds. */
    static Ledger read(Path folder, long now) throws IOException {
        Path file = folder.resolve(FILE);
        return Files.exists(file)
                ? JSON.readValue(file.toFile(), Ledger.class)
                : new Ledger(0, now, List.of(), null, null, Map.of());
    }

    void write(Path folder) throws IOException {
        Path staging = folder.resolve(FILE + ".writing");
        JSON.writeValue(staging.toFile(), this);
        Files.move(staging, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Ledger heard(int more) {
        return new Ledger(changed + more, lastRun, commands, underWay, start, settings);
    }

    /** A run begins, by these commands if any: in one step, so that none is followed twice or lost. */
    Ledger began(String version, String from, Map<String, String> changes, Collection<String> by, long now) {
        var all = new ArrayList<>(commands);
        all.addAll(by);
        return new Ledger(0, now, all, version, from, changes);
    }

    Ledger concluded() {
        return new Ledger(changed, lastRun, commands, null, null, Map.of());
    }
}
