package io.emistream.app.bench.load;

import io.emistream.app.role.Cluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of the brokers' disks a consumer group's changelogs take, each partition counted once. Compaction runs at intervals, so it is looked at every ten
 * seconds, on a thread of its own. Brokers that do not tell (rights, versions) leave it unknown.
 */
final class Changelogs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Changelogs.class);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final long UNKNOWN = -1;

    private final Admin admin;
    private final String group;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final AtomicLong most = new AtomicLong(UNKNOWN);
    private final Thread thread = new Thread(this::follow, "changelogs");

    private Changelogs(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /** Begins to look. */
    static Changelogs of(Cluster cluster, String group) {
        var changelogs = new Changelogs(Admin.create(Map.<String, Object>copyOf(cluster.clients())), group);
        changelogs.thread.start();
        return changelogs;
    }

    /**
     * Bytes on disk.
     *
     * @param atEnd at the last look
     * @param most at any look
     */
    record Size(long atEnd, long most) {}

    private void follow() {
        try {
            do {
                most.accumulateAndGet(bytes(), Math::max);
            } while (!ending.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks for the last time. */
    Optional<Size> size() throws InterruptedException {
        long now = bytes();
        most.accumulateAndGet(now, Math::max);
        return now == UNKNOWN ? Optional.empty() : Optional.of(new Size(now, most.get()));
    }

    private long bytes() throws InterruptedException {
        try {
            var brokers = admin.describeCluster().nodes().get().stream()
                    .map(node -> node.id())
                    .toList();
            Map<TopicPartition, Long> partitions = new HashMap<>();
            for (var folders :
                    admin.describeLogDirs(brokers).allDescriptions().get().values())
                for (var folder : folders.values())
                    folder.replicaInfos().forEach((partition, replica) -> {
                        if (isChangelog(partition.topic())) partitions.merge(partition, replica.size(), Math::max);
                    });
            return partitions.values().stream().mapToLong(Long::longValue).sum();
        } catch (ExecutionException e) {
            LOG.atWarn().addKeyValue("cause", String.valueOf(e.getCause())).log("the size of changelogs is not known");
            return UNKNOWN;
        }
    }

    private boolean isChangelog(String topic) {
        return topic.startsWith(group + "-") && topic.endsWith("-changelog");
    }

    @Override
    public void close() throws InterruptedException {
        ending.countDown();
        thread.join();
        admin.close();
    }
}
