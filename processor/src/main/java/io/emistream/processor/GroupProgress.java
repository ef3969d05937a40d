package io.emistream.processor;

import io.emistream.processor.cut.Progress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka itself: the consumer of a stream thread knows only what it has fetched, and a thread that is held up fetches nothing. */
final class GroupProgress implements Progress, AutoCloseable {
    /** Kafka that takes longer to say where a partition ends is away. */
    private static final int LONGEST_ANSWER_MILLIS = 2_000;

    private final Admin admin;
    private final String group;
    private final String topic;

    private GroupProgress(Admin admin, String group, String topic) {
        this.admin = admin;
        this.group = group;
        this.topic = topic;
    }

    static GroupProgress of(ProcessorConfig config, String topic) {
        return new GroupProgress(admin(config), config.applicationId(), topic);
    }

    /** One that gives up soon. */
    static Admin admin(ProcessorConfig config) {
        var settings = new HashMap<String, Object>(config.kafka());
        settings.keySet().retainAll(AdminClientConfig.configNames());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LONGEST_ANSWER_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LONGEST_ANSWER_MILLIS);
        return Admin.create(settings);
    }

    @Override
    public CompletableFuture<Long> end(int partition) {
        var asked = new TopicPartition(topic, partition);
        return admin.listOffsets(
                        Map.of(asked, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .partitionResult(asked)
                .toCompletionStage()
                .thenApply(ListOffsetsResultInfo::offset)
                .toCompletableFuture();
    }

    @Override
    public CompletableFuture<Long> handled(int partition) {
        var asked = new TopicPartition(topic, partition);
        return admin.listConsumerGroupOffsets(
                        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(asked))))
                .partitionsToOffsetAndMetadata(group)
                .toCompletionStage()
                .thenApply(offsets -> {
                    var committed = offsets.get(asked);
                    return committed == null ? 0 : committed.offset();
                })
                .toCompletableFuture();
    }

    @Override
    public void close() {
        admin.close();
    }
}
