package io.emistream.trainer.ablation;

import io.emistream.trainer.fit.EpochResult;
import io.emistream.trainer.fit.Progress;
import io.emistream.trainer.run.RunListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Counts a row's seconds across processes, in a file that is written after each epoch, and tells another listener all it hears. */
final class RowClock implements RunListener {
    private static final String FILE = "seconds.txt";

    private final RunListener next;
    private final Path file;
    private final LongSupplier nanos;
    private final double before;
    private final long begun;

    private RowClock(RunListener next, Path file, LongSupplier nanos, double before) {
        this.next = next;
        this.file = file;
        this.nanos = nanos;
        this.before = before;
        this.begun = nanos.getAsLong();
    }

    static RowClock at(Path row, RunListener next, LongSupplier nanos) throws IOException {
        return new RowClock(next, row.resolve(FILE), nanos, read(row));
    }

    /** Seconds that were counted so far; 0 where none were, or the file holds no number: a row is not given up for that. */
    static double read(Path row) throws IOException {
        Path file = row.resolve(FILE);
        if (!Files.exists(file)) return 0;
        try {
            return Double.parseDouble(Files.readString(file).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Writes what it has counted. */
    void keep() throws IOException {
        String seconds = Double.toString(before + (nanos.getAsLong() - begun) / 1e9);
        WholeFile.write(file, staging -> Files.writeString(staging, seconds));
    }

    @Override
    public void started(Clips clips, List<String> fresh, Optional<Progress> from, int epochs, long steps) {
        next.started(clips, fresh, from, epochs, steps);
    }

    @Override
    public void stepped(Progress progress, long planned, double loss, double rate) {
        next.stepped(progress, planned, loss, rate);
    }

    @Override
    public void ended(EpochResult result, boolean best) {
        try {
            keep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        next.ended(result, best);
    }
}
