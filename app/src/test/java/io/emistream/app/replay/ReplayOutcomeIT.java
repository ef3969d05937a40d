package io.emistream.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.evaluate.EvaluateCommand;
import io.emistream.app.role.Inference;
import io.emistream.processor.ProcessorRules;
import io.emistream.producer.AudioBlock;
import io.emistream.producer.ChunkPublisher;
import io.emistream.producer.Chunker;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.SessionEventType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a replay finds on the log, and what it says of it. */
@Timeout(240)
class ReplayOutcomeIT {
    @AutoClose
    private final Stand stand;

    private final Sounds sounds;

    ReplayOutcomeIT(@TempDir Path folder) throws Exception {
        stand = new Stand(folder);
        sounds = stand.sounds();
    }

    @Test
    void withLabelsItSaysWhatEvaluateSays() throws Exception {
        for (int i = 0; i < 3; i++) sounds.copy(i, "clip-" + i + ".flac");
        var labels = Files.writeString(
                        sounds.folder().resolveSibling("labels.csv"),
                        "file,Anger\nclip-0.flac,0.1\nclip-1.flac,0.4\nclip-2.flac,0.9\n")
                .toString();
        try (var scorer = Inference.of().start(false).scorer()) {
            stand.process(ProcessorRules.standard(), scorer);

            var said = stand.replay("--labels", labels, "--json");

            assertThat(said.code()).as("%s", said.err()).isZero();
            var out = new StringWriter();
            new CommandLine(new EvaluateCommand())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setOut(new PrintWriter(out))
                    .execute(sounds.folder().toString(), "--labels", labels, "--json");
            var live = said.json().get(0);
            var alone = new ObjectMapper().readTree(out.toString());
            assertThat(live.path("clips")).isEqualTo(alone.path("clips"));
            for (var figure : List.of("pearson", "mae", "rmse"))
                assertThat(live.path(figure).path("Anger").asDouble())
                        .isCloseTo(alone.path(figure).path("Anger").asDouble(), within(1e-3));
        }
    }

    @Test
    void aSessionThatWasCutOtherwiseIsBegunAnewUnderAnotherName() throws Exception {
        sounds.copy(0, "clip.flac");
        stand.process(ProcessorRules.standard().ofAnySound(), LateScorer.AT_ONCE);
        publishWithAHole("clip", sounds.samples(0));

        var said = stand.replay("--json");

        assertThat(said.code()).as("%s", said.err()).isZero();
        assertThat(said.segments()).containsExactlyElementsOf(sounds.segments(0, "clip~try2"));
    }

    /** As a producer that lost a second; returns when the processor has said so. */
    private void publishWithAHole(String session, short[] samples) throws Exception {
        var cluster = stand.cluster();
        try (var publisher = ChunkPublisher.connect(cluster.topics().audioChunks(), cluster.clients())) {
            var chunker = new Chunker(session, "speaker", Chunker.STANDARD);
            for (int block = 0; block < 40; block++) {
                var pcm = Pcm16.encode(Arrays.copyOfRange(samples, block * 1600, (block + 1) * 1600));
                for (var chunk : chunker.add(new AudioBlock(Pcm16.floats(pcm), Instant.now())))
                    if (block < 10 || block >= 20) publisher.publish(chunk);
            }
        }
        while (stand.all(cluster.topics().sessionEvents()).stream()
                .noneMatch(event -> event.getType() == SessionEventType.GAP)) continue;
    }

    @Test
    void otherAudioUnderTheSameNameIsToldAndNotMixed() throws Exception {
        sounds.copy(0, "clip.flac");
        stand.process(ProcessorRules.standard().ofAnySound(), LateScorer.AT_ONCE);
        stand.replay();
        Files.delete(sounds.folder().resolve("clip.flac"));
        sounds.copy(1, "clip.flac");

        var said = stand.replay();
        var anew = stand.replay("--run", "new");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).singleElement().asString().contains("other audio went under this name before");
        assertThat(anew.code()).isZero();
    }

    @Test
    void chunksCarryTheTimesOfTheRecording() throws Exception {
        sounds.copy(0, "clip.flac");
        stand.process(ProcessorRules.standard().ofAnySound(), LateScorer.AT_ONCE);
        var begin = Instant.parse("2026-03-01T10:00:00Z");

        var said = stand.replay("--start", begin.toString(), "--json");

        assertThat(said.code()).isZero();
        var chunks = stand.all(stand.topics().audioChunks());
        assertThat(chunks).hasSizeGreaterThan(380);
        for (AudioChunk chunk : chunks) {
            long samples = chunk.getFirstSample() + chunk.getPayload().remaining() / 2;
            assertThat(chunk.getCaptureTime()).isEqualTo(begin.plusNanos(samples * 62_500));
        }
        assertThat(stand.all(stand.topics().affectEvents())).allSatisfy(event -> assertThat(event.getCaptureTime())
                .isBetween(begin.plusNanos(event.getLastSample() * 62_500), begin.plusSeconds(60)));
    }

    @Test
    void saysThatNoProcessorAnswersAndGoesOnOnceThereIsOne() throws Exception {
        sounds.copy(0, "clip.flac");

        try (var alone = stand.replaying("0", "--timeout", "2")) {
            assertThat(alone.ended()).isEqualTo(3);
            assertThat(alone.err()).singleElement().asString().startsWith("emi: no processor answers");
        }
        stand.process(ProcessorRules.standard().ofAnySound(), LateScorer.AT_ONCE);

        assertThat(stand.replay().code()).isZero();
    }
}
