package io.emistream.schemas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that a cluster lacks and leaves those it has as they are.
 *
 * <p>Compacted topics get one partition whatever is asked: they are small, every role reads all of them, and one partition keeps
 * their records in one order. With three replicas or more asked for here, two must have a record before it counts.
 *
 * @param partitions of topics that are not compacted, at least 1; bounds how many processors can share the work
 * @param replication copies of each partition, at most the number of brokers; 0 leaves it to the brokers' default
 */
public record TopicCreation(int partitions, short replication) {
    private static final int SAFE_REPLICATION = 3;

    public TopicCreation {
        if (partitions < 1)
            throw new IllegalArgumentException("topic partitions is " + partitions + "; it must be at least 1");
        if (replication < 0)
            throw new IllegalArgumentException(
                    "topic replication is " + replication + "; it must be at least 1, or 0 for the brokers' default");
    }

    /**
     * Creates what is missing; blocks for as long as the admin client waits. Another role may do the same at the same time.
     * Throws {@link KafkaException} that names the topic that could not be created.
     *
     * @return names of the topics that this call created
     */
    public Set<String> createMissing(Admin admin, List<Topic<?, ?>> topics) {
        Set<String> existing = await(
                "the cluster's topics could not be listed", admin.listTopics().names());
        var missing = new ArrayList<NewTopic>();
        for (var topic : topics) if (!existing.contains(topic.name())) missing.add(asNew(topic));
        var created = new TreeSet<String>();
        admin.createTopics(missing).values().forEach((name, creation) -> {
            if (succeeded(name, creation)) created.add(name);
        });
        return created;
    }

    private NewTopic asNew(Topic<?, ?> topic) {
        Map<String, String> settings = new HashMap<>(topic.settings());
        if (replication >= SAFE_REPLICATION) settings.putIfAbsent("min.insync.replicas", "2");
        boolean compacted = "compact".equals(settings.get("cleanup.policy"));
        var copies = replication == 0 ? Optional.<Short>empty() : Optional.of(replication);
        return new NewTopic(topic.name(), Optional.of(compacted ? 1 : partitions), copies).configs(settings);
    }

    private boolean succeeded(String name, KafkaFuture<Void> creation) {
        try {
            await(
                    "topic " + name + " could not be created with replication " + replication
                            + " (check the number of brokers)",
                    creation);
            return true;
        } catch (TopicExistsException e) {
            return false; // someone else was faster
        }
    }

    private static <T> T await(String failure, KafkaFuture<T> pending) {
        try {
            return pending.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException exists) throw exists;
            throw new KafkaException(failure + ": " + e.getCause(), e.getCause());
        }
    }
}
