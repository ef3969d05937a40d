package io.emistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final Topics topics = Topics.with(new InMemoryRegistry());

    @Test
    void areTheTenOfTheDesign() {
        assertThat(topics.all())
                .extracting(Topic::name)
                .containsExactly(
                        "emi.audio.chunks",
                        "emi.affect.events",
                        "emi.affect.shadow",
                        "emi.session.events",
                        "emi.clips.labelled",
                        "emi.model.releases",
                        "emi.model.deployments",
                        "emi.control",
                        "emi.training.events",
                        "emi.dead.letters");
    }

    @Test
    void compactWhatIsStateAndDeleteWhatPasses() {
        assertThat(topics.all())
                .filteredOn(topic -> "compact".equals(topic.settings().get(TopicConfig.CLEANUP_POLICY_CONFIG)))
                .containsExactly(
                        topics.labelledClips(), topics.modelReleases(), topics.modelDeployments(), topics.control());
        assertThat(topics.all())
                .filteredOn(topic -> "delete".equals(topic.settings().get(TopicConfig.CLEANUP_POLICY_CONFIG)))
                .hasSize(6)
                .allSatisfy(topic -> assertThat(topic.settings()).containsKey(TopicConfig.RETENTION_MS_CONFIG));
    }

    @Test
    void useOnlySettingsThatKafkaHas() throws Exception {
        var known = new HashSet<Object>();
        for (var constant : TopicConfig.class.getFields())
            if (constant.getType() == String.class) known.add(constant.get(null));

        for (var topic : topics.all())
            assertThat(known).containsAll(topic.settings().keySet());
    }

    @Test
    void keepAudioByTheBrokersClockForAsLongAsAsked() {
        var kept = new Retention(Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(1));

        var settings = Topics.with(new InMemoryRegistry(), kept).audioChunks().settings();

        assertThat(settings)
                .containsEntry("retention.ms", "3600000")
                .containsEntry("segment.ms", "600000")
                .containsEntry("message.timestamp.type", "LogAppendTime");
    }

    @Test
    void refuseARetentionThatLosesRecordsBeforeTheyAreRead() {
        var day = Duration.ofDays(1);

        assertThatThrownBy(() -> new Retention(Duration.ofSeconds(5), day, day, day))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retention.audio is PT5S");
    }

    @Test
    void areCreatedWithTheirSettingsCompactedOnesWithOnePartition() throws Exception {
        try (var admin = cluster(1)) {
            var created = new TopicCreation(6, (short) 1).createMissing(admin, topics.all());

            assertThat(created).hasSize(10);
            assertThat(partitions(admin, "emi.audio.chunks")).isEqualTo(6);
            assertThat(partitions(admin, "emi.model.releases")).isEqualTo(1);
        }
    }

    @Test
    void thatExistAreLeftAlone() throws Exception {
        try (var admin = cluster(1)) {
            var own = new NewTopic("emi.affect.events", 2, (short) 1);
            admin.createTopics(List.of(own)).all().get();
            var creation = new TopicCreation(6, (short) 1);

            assertThat(creation.createMissing(admin, topics.all())).hasSize(9).doesNotContain("emi.affect.events");
            assertThat(creation.createMissing(admin, topics.all())).isEmpty();

            assertThat(partitions(admin, "emi.affect.events")).isEqualTo(2);
        }
    }

    @Test
    void thatCannotBeCreatedAreNamed() {
        try (var admin = cluster(1)) {
            var creation = new TopicCreation(6, (short) 3);

            assertThatThrownBy(() -> creation.createMissing(admin, List.of(topics.control())))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("emi.control")
                    .hasMessageContaining("replication 3");
        }
    }

    @Test
    void leaveTheirReplicationToTheBrokersWhenNoneIsAsked() throws Exception {
        try (var admin = MockAdminClient.create()
                .numBrokers(2)
                .defaultReplicationFactor(2)
                .build()) {
            new TopicCreation(1, (short) 0).createMissing(admin, List.of(topics.control()));

            var topic = admin.describeTopics(List.of("emi.control"))
                    .topicNameValues()
                    .values()
                    .iterator()
                    .next()
                    .get();
            assertThat(topic.partitions().get(0).replicas()).hasSize(2);
        }
    }

    @Test
    void refuseNoPartitionsAndLessThanNoReplicas() {
        assertThatThrownBy(() -> new TopicCreation(0, (short) 1)).hasMessageContaining("partitions is 0");
        assertThatThrownBy(() -> new TopicCreation(1, (short) -1)).hasMessageContaining("replication is -1");
    }

    private static int partitions(MockAdminClient admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .topicNameValues()
                .values()
                .iterator()
                .next()
                .get()
                .partitions()
                .size();
    }

    private static MockAdminClient cluster(int brokers) {
        return MockAdminClient.create().numBrokers(brokers).build();
    }
}
