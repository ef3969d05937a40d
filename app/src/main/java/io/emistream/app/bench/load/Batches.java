package io.emistream.app.bench.load;

import io.emistream.model.ReleaseId;
import io.emistream.model.Scored;
import io.emistream.model.Waveform;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.Outcomes;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts the batches of a scorer. Thread-safe. */
public final class Batches implements Outcomes {
    private final LongAdder waveforms = new LongAdder();
    private final DoubleAdder batches = new DoubleAdder();

    @Override
    public void scored(Waveform waveform, Scored scored) {
        waveforms.increment();
        batches.add(1.0 / scored.batchSize()); // each waveform of a batch is heard of
    }

    @Override
    public void failed(ReleaseId release) {}

    Count now() {
        return new Count(waveforms.sum(), batches.sum());
    }

    /** So far. */
    record Count(long waveforms, double batches) {
        Count since(Count earlier) {
            return new Count(waveforms - earlier.waveforms, batches - earlier.batches);
        }

        /** Waveforms in a batch, on average; NaN where there was none. */
        double mean() {
            return waveforms / batches;
        }

        /** The same as a share of the most that a batch may hold. */
        double fill() {
            return mean() / BatchRules.DEFAULT.most();
        }
    }
}
