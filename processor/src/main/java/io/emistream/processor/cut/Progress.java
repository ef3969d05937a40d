package io.emistream.processor.cut;

import java.util.concurrent.CompletableFuture;

/** How far the application is with the topic of chunks. Asked, and not waited for; an answer is an exception where Kafka is away. Thread-safe. */
public interface Progress {
    /** Offset of the chunk that comes next in the partition. */
    CompletableFuture<Long> end(int partition);

    /** Offset before which all is handled and committed. */
    CompletableFuture<Long> handled(int partition);
}
