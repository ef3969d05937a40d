package io.emistream.dashboard.feed;

import io.emistream.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Which partitions there are, and in which incarnation of the topics.
 *
 * @param log eight hexadecimal digits from the ids Kafka gave the topics: topics made anew have other ones
 * @param slots by Kafka's name of the partition
 */
record Layout(String log, Map<TopicPartition, Slot> slots) {

    /** Asks the broker; empty while not both topics exist. */
    static Optional<Layout> of(Admin admin, Topics topics, Duration patience) {
        var affect = topics.affectEvents().name();
        var session = topics.sessionEvents().name();
        try {
            var found = new TreeMap<>(admin.describeTopics(List.of(affect, session))
                    .allTopicNames()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS));
            var slots = new HashMap<TopicPartition, Slot>();
            var ids = new StringBuilder();
            found.forEach((name, topic) ->
                    add(name.equals(affect) ? EventType.AFFECT : EventType.SESSION, topic, slots, ids));
            return Optional.of(new Layout(String.format("%08x", ids.toString().hashCode()), Map.copyOf(slots)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) return Optional.empty();
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "Kafka did not describe its topics within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    Slot slotOf(String topic, int partition) {
        var slot = slots.get(new TopicPartition(topic, partition));
        if (slot == null)
            throw new IllegalStateException("partition " + topic + "-" + partition + " was not asked for");
        return slot;
    }

    private static void add(
            EventType type, TopicDescription topic, Map<TopicPartition, Slot> slots, StringBuilder ids) {
        ids.append(topic.topicId());
        for (var partition : topic.partitions())
            slots.put(new TopicPartition(topic.name(), partition.partition()), new Slot(type, partition.partition()));
    }
}
