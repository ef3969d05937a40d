package io.emistream.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.evaluate.EvaluateCommand;
import io.emistream.app.process.JavaProcess;
import io.emistream.app.role.Inference;
import io.emistream.processor.ProcessorRules;
import io.emistream.processor.load.LoadRules;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a replay finds on the log, and what it says of it. */
@Timeout(240)
class ReplayOutcomeIT {
    private static final LateScorer AT_ONCE = new LateScorer(Duration.ZERO, 0.01);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Stand stand;

    @SuppressWarnings("NullAway.Init")
    private Sounds sounds;

    @SuppressWarnings("NullAway.Init")
    private Path calls;

    @BeforeEach
    void start() throws Exception {
        stand = new Stand(folder);
        sounds = new Sounds(folder);
        calls = folder.resolve("calls");
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    @Test
    void withLabelsItSaysWhatEvaluateSays() throws Exception {
        for (int i = 0; i < 3; i++) sounds.copy(i, calls.resolve("clip-" + i + ".flac"));
        var labels = Files.writeString(
                        folder.resolve("labels.csv"), "file,Anger\nclip-0.flac,0.1\nclip-1.flac,0.4\nclip-2.flac,0.9\n")
                .toString();
        var inference = new Inference();
        new CommandLine(CommandSpec.forAnnotatedObject(inference))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs();
        try (var scorer = inference.start(false).scorer()) {
            stand.process(ProcessorRules.standard(), scorer, LoadRules.standard());

            var said = stand.replay("--speed", "0", "--labels", labels, "--json", calls.toString());

            assertThat(said.code()).as("%s", said.err()).isZero();
            var out = new StringWriter();
            new CommandLine(new EvaluateCommand())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setOut(new PrintWriter(out))
                    .execute(calls.toString(), "--labels", labels, "--json");
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
        sounds.copy(0, calls.resolve("clip.flac"));
        stand.process(ProcessorRules.standard().ofAnySound(), AT_ONCE, LoadRules.standard());
        publishWithAHole("clip", sounds.samples(0));

        var said = stand.replay("--speed", "0", "--json", calls.toString());

        assertThat(said.code()).as("%s", said.err()).isZero();
        assertThat(said.segments()).containsExactlyElementsOf(sounds.segments(0, "clip~try2", "speaker"));
    }

    /** As a producer that lost a second; returns when the processor has said so. */
    private void publishWithAHole(String session, short[] samples) throws Exception {
        var cluster = stand.kafka().cluster();
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
        sounds.copy(0, calls.resolve("clip.flac"));
        stand.process(ProcessorRules.standard().ofAnySound(), AT_ONCE, LoadRules.standard());
        stand.replay("--speed", "0", calls.toString());
        Files.delete(calls.resolve("clip.flac"));
        sounds.copy(1, calls.resolve("clip.flac"));

        var said = stand.replay("--speed", "0", calls.toString());
        var anew = stand.replay("--speed", "0", "--run", "new", calls.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).singleElement().asString().contains("other audio went under this name before");
        assertThat(anew.code()).isZero();
    }

    @Test
    void chunksCarryTheTimesOfTheRecording() throws Exception {
        sounds.copy(0, calls.resolve("clip.flac"));
        stand.process(ProcessorRules.standard().ofAnySound(), AT_ONCE, LoadRules.standard());
        var begin = Instant.parse("2026-03-01T10:00:00Z");

        var said = stand.replay("--speed", "0", "--start", begin.toString(), "--json", calls.toString());

        assertThat(said.code()).isZero();
        var chunks = stand.all(stand.kafka().cluster().topics().audioChunks());
        assertThat(chunks).hasSizeGreaterThan(380);
        for (AudioChunk chunk : chunks) {
            long samples = chunk.getFirstSample() + chunk.getPayload().remaining() / 2;
            assertThat(chunk.getCaptureTime()).isEqualTo(begin.plusNanos(samples * 62_500));
        }
        assertThat(stand.all(stand.kafka().cluster().topics().affectEvents()))
                .allSatisfy(event -> assertThat(event.getCaptureTime())
                        .isBetween(begin.plusNanos(event.getLastSample() * 62_500), begin.plusSeconds(60)));
    }

    @Test
    void saysThatNoProcessorAnswersAndGoesOnOnceThereIsOne() throws Exception {
        sounds.copy(0, calls.resolve("clip.flac"));

        var alone = JavaProcess.emi(folder, words("replay", "--speed", "0", "--timeout", "2", calls.toString()));
        try (alone) {
            assertThat(alone.ended()).isEqualTo(3);
            assertThat(alone.err()).singleElement().asString().startsWith("emi: no processor answers");
        }
        stand.process(ProcessorRules.standard().ofAnySound(), AT_ONCE, LoadRules.standard());

        assertThat(stand.replay("--speed", "0", calls.toString()).code()).isZero();
    }

    private String[] words(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(stand.words());
        return all.toArray(String[]::new);
    }
}
