package io.emistream.model.engine;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseCard;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** An engine without a network: its scores tell the waveform's length, and a test can hold it inside a call. */
final class ScriptedEngine implements InferenceEngine {
    /** Length of the waveform on which it throws. */
    static final int POISON = 2_345;

    private final ReleaseCard card;
    private final Semaphore permits;
    private final Semaphore calls = new Semaphore(0);
    private final Runnable onInfer;
    private final boolean finite;
    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    ScriptedEngine(String name) {
        this(name, Integer.MAX_VALUE, () -> {}, true);
    }

    private ScriptedEngine(String name, int permits, Runnable onInfer, boolean finite) {
        this.finite = finite;
        this.card = new ReleaseCard(new ReleaseId(name, "1"), "test-v1", List.of(), false);
        this.permits = new Semaphore(permits);
        this.onInfer = onInfer;
    }

    /** The same, holding every call until it is released. */
    ScriptedEngine holding() {
        return new ScriptedEngine(card.id().name(), 0, onInfer, finite);
    }

    ScriptedEngine onInfer(Runnable action) {
        return new ScriptedEngine(card.id().name(), permits.availablePermits(), action, finite);
    }

    /** The same, giving values that are not finite. */
    ScriptedEngine notFinite() {
        return new ScriptedEngine(card.id().name(), permits.availablePermits(), onInfer, false);
    }

    void awaitCall() {
        calls.acquireUninterruptibly();
    }

    void release(int count) {
        permits.release(count);
    }

    List<List<Integer>> batches() {
        return batches;
    }

    boolean closed() {
        return closed.get();
    }

    @Override
    public List<Score> infer(List<Waveform> batch) {
        calls.release();
        permits.acquireUninterruptibly();
        onInfer.run();
        List<Integer> lengths = batch.stream().map(w -> w.samples().length).toList();
        batches.add(lengths);
        if (lengths.contains(POISON)) {
            throw new IllegalStateException("poison");
        }
        return lengths.stream()
                .map(length -> finite ? Score.abstain(length.toString()) : Score.notFinite())
                .toList();
    }

    @Override
    public ReleaseCard release() {
        return card;
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
