package io.emistream.processor;

import io.emistream.processor.cut.Progress;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Answers of a Kafka that is not there: what the test says. */
public record Asked(LongSupplier lastEnd, LongSupplier lastHandled, BooleanSupplier connected) implements Progress {
    public static final Asked READ = whereKafkaIs(() -> true);

    /** All is read. */
    static Asked whereKafkaIs(BooleanSupplier connected) {
        return new Asked(() -> 0, () -> 0, connected);
    }

    @Override
    public CompletableFuture<Long> end(int partition) {
        return answer(lastEnd);
    }

    @Override
    public CompletableFuture<Long> handled(int partition) {
        return answer(lastHandled);
    }

    private CompletableFuture<Long> answer(LongSupplier value) {
        return connected.getAsBoolean()
                ? CompletableFuture.completedFuture(value.getAsLong())
                : CompletableFuture.failedFuture(new IllegalStateException("Kafka is away"));
    }
}
