package io.emistream.app.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.Roles;
import io.emistream.trainer.corpus.Corpus;
import io.emistream.trainer.corpus.CorpusClip;
import io.emistream.trainer.feed.ClipFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipFeedIT {
    private final Lifecycle lifecycle = new Lifecycle();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private Cluster cluster;

    @BeforeEach
    void start() {
        cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, lifecycle)
                .cluster();
    }

    @AfterEach
    void stop() {
        lifecycle.close();
    }

    @Test
    void noClipIsLostWhenTheCorpusCannotBeWrittenForAWhile() throws Exception {
        for (var id : new String[] {"a", "b", "c", "d"}) Clips.publish(cluster, id, Clips.held(id, "speaker"));
        var corpus = Corpus.open(folder.resolve("corpus"));
        Files.delete(folder.resolve("corpus"));
        try (var feed = open(corpus)) {
            assertThatThrownBy(() -> until(feed, 1)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> until(feed, 1)).isInstanceOf(IOException.class);
            Files.createDirectory(folder.resolve("corpus"));

            until(feed, 4);
        }

        assertThat(corpus.clips()).extracting(CorpusClip::id).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aFeedThatIsKilledBeforeItsOffsetsAreWrittenComesToTheSame() throws Exception {
        Clips.publish(cluster, "a", Clips.held("a", "speaker"));
        Clips.publish(cluster, "b", Clips.held("b", "speaker"));
        try (var feed = open(Corpus.open(folder.resolve("corpus")))) {
            until(feed, 2);
        }
        String before = Corpus.open(folder.resolve("corpus")).hash(Clips.SET);
        Files.delete(folder.resolve("offsets.json"));

        try (var feed = open(Corpus.open(folder.resolve("corpus")))) {
            until(feed, 2);
        }

        assertThat(Corpus.open(folder.resolve("corpus")).hash(Clips.SET)).isEqualTo(before);
    }

    @Test
    void takesUpWhereItEndedAndHonoursDeletionsAndLeavesOutWhatCannotBeRead() throws Exception {
        Clips.publish(cluster, "a", Clips.held("a", "speaker"));
        try (var feed = open(Corpus.open(folder.resolve("corpus")))) {
            until(feed, 1);
        }
        var topic = cluster.topics().labelledClips();
        Clips.send(cluster, topic, "bad", new byte[] {9, 9, 9});
        Clips.send(cluster, topic, "another id", Clips.bytes(topic, Clips.held("x", "speaker")));
        Clips.publish(cluster, "b", Clips.held("b", "speaker"));
        Clips.publish(cluster, "a", null);

        var corpus = Corpus.open(folder.resolve("corpus"));
        try (var feed = open(corpus)) {
            until(feed, 2);
        }

        assertThat(corpus.clips()).extracting(CorpusClip::id).containsExactly("b");
    }

    private ClipFeed open(Corpus corpus) throws IOException {
        return ClipFeed.open(cluster.clients(), cluster.topics().labelledClips(), corpus, folder);
    }

    private static void until(ClipFeed feed, int changes) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int seen = 0;
        while (seen < changes) {
            assertThat(System.nanoTime()).as("%d changes, in time", changes).isLessThan(end);
            seen += feed.poll(Duration.ofMillis(100));
        }
        assertThat(seen).isEqualTo(changes);
    }
}
