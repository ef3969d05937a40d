package io.emistream.processor;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that hang: open in a partition while their coordinator is done with them. Kafka leaves such behind where a broker comes back that nobody stood in for: while it
 * is fenced it takes the partitions of transactions that it completes for deleted, and writes no marker there (decision 27). All who read committed records would wait for good,
 * a task that restores its store among them. A thread of its own looks every two seconds. Started once, closed once. KIP-664.
 */
final class HangingTransactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Admin admin;
    private final Set<String> topics;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Set<Open> before = Set.of();

    /** A transaction that is open in a partition. */
    private record Open(TopicPartition partition, long producerId, int epoch, int coordinatorEpoch, long firstOffset) {

        static Open of(TopicPartition partition, ProducerState state) {
            return new Open(
                    partition,
                    state.producerId(),
                    state.producerEpoch(),
                    state.coordinatorEpoch().orElse(0),
                    state.currentTransactionStartOffset().orElseThrow());
        }

        /** Its own, or the one in which it is being completed, which has the next epoch. */
        boolean isPartOf(TransactionDescription transaction) {
            return transaction.topicPartitions().contains(partition) && transaction.producerEpoch() - epoch <= 1;
        }
    }

    /**
     * Not started yet.
     *
     * @param admin closed with it
     * @param topics to look at; those that do not exist are passed over
     */
    HangingTransactions(Admin admin, Collection<String> topics) {
        this.admin = admin;
        this.topics = Set.copyOf(topics);
    }

    /** Begins to look. */
    void start() {
        var thread = new Thread(this::run, "transaction-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (ExecutionException e) {
                    before = Set.of(); // Kafka is away, or does not let us look
                    LOG.atDebug().setCause(e).log("transactions cannot be looked at");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends what was open at the look before, was no part of a transaction after that, and is open still: markers are written before a coordinator forgets a partition.
     * One thread at a time.
     */
    void look() throws InterruptedException, ExecutionException {
        var abandoned = abandoned(before);
        before = open();
        for (var one : abandoned) if (before.contains(one)) end(one);
    }

    private Set<Open> open() throws InterruptedException, ExecutionException {
        var there = new HashSet<>(admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get());
        there.retainAll(topics);
        var partitions = admin.describeTopics(there).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(TopicPartitionInfo::partition)
                        .map(partition -> new TopicPartition(topic.name(), partition)))
                .toList();
        var open = new HashSet<Open>();
        admin.describeProducers(partitions).all().get().forEach((partition, producers) -> producers
                .activeProducers()
                .forEach(state -> {
                    if (state.currentTransactionStartOffset().isPresent()) open.add(Open.of(partition, state));
                }));
        return open;
    }

    /** Those whose coordinator answers, and has done with them. */
    private Set<Open> abandoned(Set<Open> open) throws InterruptedException, ExecutionException {
        if (open.isEmpty()) return open;
        var producers = open.stream().map(Open::producerId).collect(Collectors.toSet());
        var ids =
                admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producers)).all().get().stream()
                        .map(TransactionListing::transactionalId)
                        .toList();
        var transactions = admin.describeTransactions(ids).all().get().values().stream()
                .collect(Collectors.toMap(TransactionDescription::producerId, each -> each));
        return open.stream()
                .filter(one ->
                        transactions.containsKey(one.producerId()) && !one.isPartOf(transactions.get(one.producerId())))
                .collect(Collectors.toSet());
    }

    private void end(Open one) throws InterruptedException {
        var spec = new AbortTransactionSpec(
                one.partition(), one.producerId(), (short) one.epoch(), one.coordinatorEpoch());
        try {
            admin.abortTransaction(spec).all().get();
            LOG.atWarn()
                    .addKeyValue("partition", one.partition())
                    .addKeyValue("offset", one.firstOffset())
                    .addKeyValue("producerId", one.producerId())
                    .log("a transaction hung, forgotten by its coordinator; ended it, and what it wrote is done again");
        } catch (ExecutionException e) {
            LOG.atError()
                    .addKeyValue("partition", one.partition())
                    .addKeyValue("offset", one.firstOffset())
                    .addKeyValue("cause", String.valueOf(e.getCause()))
                    .log("a transaction hangs, and readers wait for it; end it with kafka-transactions.sh abort");
        }
    }

    @Override
    public void close() {
        closing.countDown();
        admin.close(Duration.ZERO);
    }
}
