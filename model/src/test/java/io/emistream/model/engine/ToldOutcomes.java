package io.emistream.model.engine;

import io.emistream.model.ReleaseId;
import io.emistream.model.Scored;
import io.emistream.model.Waveform;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps whose outcomes it was told. */
record ToldOutcomes(List<ReleaseId> scored, List<ReleaseId> failed) implements Outcomes {
    ToldOutcomes() {
        this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    }

    @Override
    public void scored(Waveform waveform, Scored result) {
        scored.add(result.release().id());
    }

    @Override
    public void failed(ReleaseId release) {
        failed.add(release);
    }
}
