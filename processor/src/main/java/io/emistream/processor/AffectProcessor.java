package io.emistream.processor;

import io.emistream.model.Scorer;
import io.emistream.processor.intake.DeadLetters;
import io.emistream.processor.load.Overload;
import io.emistream.schemas.Topics;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running processor: chunks from Kafka become affect events, each segment's exactly once. Started once, closed once; close it before the scorer.
 * The tail: a close cuts and loses nothing. What is open or unscored lies in the state folder and in the changelog, and goes on with the next
 * start, here or elsewhere. Thread-safe.
 */
public final class AffectProcessor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AffectProcessor.class);

    private final KafkaStreams streams;
    private final ThreadRevival revival;
    private final ProcessorConfig config;

    private AffectProcessor(KafkaStreams streams, ThreadRevival revival, ProcessorConfig config) {
        this.streams = streams;
        this.revival = revival;
        this.config = config;
    }

    /**
     * Starts a processor and waits until it runs. The topics must exist.
     *
     * @param scorer stays the caller's: it is not closed here
     * @param overload of this instance
     * @throws IllegalStateException when it does not run within the start timeout, with the reason
     */
    public static AffectProcessor start(ProcessorConfig config, Topics topics, Scorer scorer, Overload overload) {
        var letters = new DeadLetters();
        var topology = AffectTopology.build(
                topics, config.rules(), scorer, overload, letters, Stores::persistentKeyValueStore);
        var streams = new KafkaStreams(topology, StreamsSettings.of(config));
        var processor = new AffectProcessor(streams, new ThreadRevival(letters), config);
        processor.run();
        return processor;
    }

    /** How it is; cheap, for health checks. */
    public ProcessorHealth health() {
        var state = streams.state();
        var silence = Heartbeats.problem(streams.metrics());
        return new ProcessorHealth(
                state.name(),
                state.isRunningOrRebalancing() && silence.isEmpty(),
                silence,
                revival.failures(),
                revival.last());
    }

    /** Commits what is done and ends within the close timeout; other instances take over at once. Does nothing the second time. */
    @Override
    public void close() {
        revival.close();
        boolean clean = streams.close(CloseOptions.timeout(config.closeTimeout())
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (!clean)
            LOG.atWarn()
                    .addKeyValue("closeTimeout", config.closeTimeout())
                    .log("processor did not end in time; its open transaction will time out and be done again");
    }

    private void run() {
        var running = new CountDownLatch(1);
        streams.setUncaughtExceptionHandler(revival);
        streams.setStateListener((now, before) -> {
            if (now == State.RUNNING) running.countDown();
            LOG.atInfo().addKeyValue("state", now).addKeyValue("before", before).log("processor");
        });
        streams.start();
        if (await(running)) return;
        var health = health();
        close();
        throw new IllegalStateException("the processor does not run after " + config.startTimeout() + " (state "
                + health.state() + health.lastFailure().map(why -> ", " + why).orElse("")
                + "); check that the brokers at " + config.bootstrapServers() + " answer and that the topics exist");
    }

    private boolean await(CountDownLatch running) {
        try {
            return running.await(config.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
