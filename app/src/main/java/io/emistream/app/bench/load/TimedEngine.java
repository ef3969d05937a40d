package io.emistream.app.bench.load;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseCard;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Takes the time of an engine and gives no values: for trials of all that is around one. */
final class TimedEngine implements InferenceEngine {
    private static final Score NO_VALUES = new Score(Map.of(), null, List.of(), null);

    private final ReleaseCard card;
    private final Duration batchTime;
    private final Duration itemTime;

    /**
     * Takes for a batch the one time, and for each of its waveforms the other.
     *
     * @param name in the events
     */
    TimedEngine(String name, Duration batchTime, Duration itemTime) {
        card = new ReleaseCard(new ReleaseId(name, "1"), "none", List.of(), false);
        this.batchTime = batchTime;
        this.itemTime = itemTime;
    }

    @Override
    public List<Score> infer(List<Waveform> batch) {
        long end = System.nanoTime()
                + batchTime.plus(itemTime.multipliedBy(batch.size())).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) LockSupport.parkNanos(left);
        return Collections.nCopies(batch.size(), NO_VALUES);
    }

    @Override
    public ReleaseCard release() {
        return card;
    }

    @Override
    public void close() {}
}
