package io.emistream.processor;

import io.emistream.model.Scorer;
import io.emistream.processor.consent.Consents;
import io.emistream.processor.intake.DeadLetters;
import io.emistream.processor.load.Overload;
import io.emistream.processor.store.TaskStore;
import io.emistream.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.utils.Time;
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
    private final GroupProgress progress;
    private final HangingTransactions hanging;
    private final ThreadRevival revival;
    private final Consents consents;
    private final ProcessorConfig config;
    private final ExecutorService hearing;
    private final ClockWatch watch;

    private AffectProcessor(
            KafkaStreams streams,
            GroupProgress progress,
            HangingTransactions hanging,
            ThreadRevival revival,
            ExecutorService hearing,
            Consents consents,
            ProcessorConfig config) {
        this.streams = streams;
        this.progress = progress;
        this.hanging = hanging;
        this.revival = revival;
        this.hearing = hearing;
        this.consents = consents;
        this.config = config;
        watch = new ClockWatch(Time.SYSTEM::milliseconds, Time.SYSTEM::nanoseconds, this::replaceThreads);
    }

    /**
     * Starts a processor and waits until it runs. The topics must exist. All revocations of consent are read before it begins.
     *
     * @param scorer stays the caller's: it is not closed here
     * @param overload of this instance
     * @throws IllegalStateException when it does not run within the start timeout, with the reason
     */
    public static AffectProcessor start(ProcessorConfig config, Topics topics, Scorer scorer, Overload overload) {
        var consents = Consents.follow(clients(config), topics.control(), config.startTimeout());
        var letters = new DeadLetters();
        var progress = GroupProgress.of(config, topics.audioChunks().name());
        var hearing = Executors.newSingleThreadExecutor(AffectProcessor::hearing);
        var topology = AffectTopology.build(
                topics,
                config.rules(),
                scorer,
                hearing,
                overload,
                letters,
                progress,
                consents.revocations(),
                Stores::persistentKeyValueStore);
        var streams = new KafkaStreams(topology, StreamsSettings.of(config));
        var hanging = new HangingTransactions(GroupProgress.admin(config), written(config, topics));
        var processor =
                new AffectProcessor(streams, progress, hanging, new ThreadRevival(letters), hearing, consents, config);
        processor.run();
        return processor;
    }

    /** Whatever its transactions write to. */
    private static List<String> written(ProcessorConfig config, Topics topics) {
        return List.of(
                Topic.GROUP_METADATA_TOPIC_NAME,
                TaskStore.changelog(config.applicationId()),
                topics.affectEvents().name(),
                topics.affectShadow().name(),
                topics.sessionEvents().name(),
                topics.deadLetters().name());
    }

    private static Thread hearing(Runnable work) {
        var thread = new Thread(work, "hearing");
        thread.setDaemon(true); // it holds no process up
        return thread;
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
        watch.close();
        revival.close();
        boolean clean = streams.close(CloseOptions.timeout(config.closeTimeout())
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        progress.close();
        hanging.close();
        hearing.shutdownNow();
        consents.close();
        if (!clean)
            LOG.atWarn()
                    .addKeyValue("closeTimeout", config.closeTimeout())
                    .log("processor did not end in time; its open transaction will time out and be done again");
    }

    private static Map<String, String> clients(ProcessorConfig config) {
        var settings = new HashMap<>(config.kafka());
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Long.toString(config.startTimeout().toMillis()));
        return settings;
    }

    private void run() {
        var running = new CountDownLatch(1);
        streams.setUncaughtExceptionHandler(revival);
        streams.setStateListener((now, before) -> {
            if (now == State.RUNNING) running.countDown();
            LOG.atInfo().addKeyValue("state", now).addKeyValue("before", before).log("processor");
        });
        hanging.start();
        streams.start();
        watch.start();
        if (await(running)) return;
        var health = health();
        close();
        throw new IllegalStateException("the processor does not run after " + config.startTimeout() + " (state "
                + health.state() + health.lastFailure().map(why -> ", " + why).orElse("")
                + "); check that the brokers at " + config.bootstrapServers() + " answer and that the topics exist");
    }

    /** Kafka's clients and Streams count by the wall clock: set back an hour, they would wait that long. New threads begin with new timers. */
    private void replaceThreads(Duration step) {
        LOG.atWarn().addKeyValue("step", step).log("the wall clock was set; replacing the stream threads");
        for (int i = 0; i < config.threads(); i++) {
            try {
                streams.removeStreamThread(config.closeTimeout());
            } catch (TimeoutException e) {
                LOG.atWarn().setCause(e).log("a stream thread did not end in time; it is replaced all the same");
            }
        }
        for (int i = 0; i < config.threads(); i++) streams.addStreamThread();
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
