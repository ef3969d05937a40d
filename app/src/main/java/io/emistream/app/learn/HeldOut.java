package io.emistream.app.learn;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.model.ReleaseId;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.trainer.evaluate.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks releases what they say of held-out clips, in processes of their own, so that they cannot starve who scores. One thread; {@link #close} by any. */
final class HeldOut implements AutoCloseable {
    private final List<String> emi;
    private final String outputSet;
    private final DeviceChoice device;
    private boolean closed; // guarded by this
    private @Nullable ChildRun asking; // guarded by this

    /** @param emi command that starts {@code emi} in another process */
    HeldOut(List<String> emi, String outputSet, DeviceChoice device) {
        this.emi = List.copyOf(emi);
        this.outputSet = outputSet;
        this.device = device;
    }

    /**
     * Asks one.
     *
     * @param store where it is, unless it is bundled
     * @param run whose held-out clips are asked for
     * @throws Unanswered when its process failed; its log says why
     * @throws IOException when it was ended early
     */
    Predictions ask(ReleaseId release, String store, Path run) throws IOException, Unanswered {
        Path answer = run.resolve("answer.json");
        var command = new ArrayList<>(emi);
        command.addAll(List.of("trainer", "predict", "--release", release.toString(), "--store", store));
        command.addAll(List.of("--corpus", Runs.corpus(run).toString(), "--output-set", outputSet));
        command.addAll(List.of("--device", device.toString(), "--into", answer.toString()));
        ChildRun child = begin(command, Runs.log(run));
        int code = child.await();
        if (code != 0 && isClosed()) throw new IOException("the question to " + release + " was broken off");
        if (code != 0)
            throw new Unanswered("%s says nothing of the held-out clips: its process ended with %d; see %s"
                    .formatted(release, code, Runs.log(run)));
        var predictions = new ObjectMapper().readValue(answer.toFile(), Predictions.class);
        Files.delete(answer);
        return predictions;
    }

    private synchronized ChildRun begin(List<String> command, Path log) throws IOException {
        if (closed) throw new IOException("the trainer ends");
        asking = ChildRun.start(command, log, line -> {});
        return asking;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Breaks off the question under way. */
    @Override
    public synchronized void close() {
        closed = true;
        if (asking != null) asking.end();
    }

    /** A release that cannot be asked. */
    static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1;

        Unanswered(String message) {
            super(message);
        }
    }
}
