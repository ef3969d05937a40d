package io.emistream.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.emistream.app.process.JavaProcess;
import io.emistream.app.role.Analysis;
import io.emistream.app.role.Inference;
import io.emistream.app.role.Recording;
import io.emistream.model.Scorer;
import io.emistream.processor.ProcessorRules;
import io.emistream.processor.cut.SilenceRules;
import io.emistream.processor.load.LoadRules;
import io.emistream.processor.quality.SpeechRules;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command against a broker and a processor in this process. */
@Timeout(240)
class ReplayIT {
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
    void saysWhatTheOfflineAnalysisSaysOfFilesAndOfTheSidesOfAStereoCall() throws Exception {
        sounds.copy(0, calls.resolve("interview/guest.flac"));
        Sounds.wav(calls.resolve("call.wav"), sounds.samples(1), sounds.samples(2));
        Files.writeString(calls.resolve("notes.wav"), "not a sound");
        try (var scorer = inference().start(false).scorer()) {
            stand.process(ProcessorRules.standard(), scorer, LoadRules.standard());

            var said = stand.replay("--speed", "0", "--channels", "split", "--json", calls.toString());

            assertThat(said.code()).isEqualTo(1);
            assertThat(said.err())
                    .filteredOn(line -> line.startsWith("emi: "))
                    .singleElement()
                    .asString()
                    .contains("notes.wav: is text, not audio");
            var expected = new TreeMap<String, AffectEvent>();
            expected.putAll(analysed(0, "interview", "guest", scorer));
            expected.putAll(analysed(1, "call", "left", scorer));
            expected.putAll(analysed(2, "call", "right", scorer));
            assertThat(said.segments()).containsExactlyInAnyOrderElementsOf(expected.keySet());
            for (var event : said.json())
                assertSame(
                        event,
                        Objects.requireNonNull(
                                expected.get(event.path("segmentId").asText())));
        }
    }

    private Map<String, AffectEvent> analysed(int index, String session, String participant, Scorer scorer)
            throws Exception {
        var recording =
                new Recording(session, participant, sounds.bundled(index).file());
        var events = new TreeMap<String, AffectEvent>();
        for (var event : Analysis.of(recording, SpeechRules.standard(), scorer, Instant.now(), (done, all) -> {}))
            events.put(event.getSegmentId(), event);
        return events;
    }

    private static void assertSame(JsonNode live, AffectEvent alone) {
        assertThat(live.path("lastSample").asLong()).isEqualTo(alone.getLastSample());
        assertThat(live.path("trigger").asText())
                .isEqualToIgnoringCase(alone.getTrigger().name());
        alone.getIntensities().forEach((label, value) -> assertThat(
                        live.path("intensities").path(label).asDouble())
                .isCloseTo(value, within(1e-5)));
        assertThat(live.path("affect").path("valence").asDouble())
                .isCloseTo(alone.getAffect().getValence(), within(1e-5));
    }

    @Test
    void goesOnWhereItWasInterruptedAndScoresNothingTwice() throws Exception {
        for (int i = 0; i < 3; i++) sounds.copy(i, calls.resolve("clip-" + i + ".flac"));
        stand.process(ProcessorRules.standard().ofAnySound(), AT_ONCE, LoadRules.standard());
        try (var first =
                JavaProcess.emi(folder, words("replay", "--speed", "5", "--parallel", "2", calls.toString()))) {
            first.line("clip-"); // one has its results, another is in mid-stream
            first.terminate();
            assertThat(first.ended()).as("%s", first.err()).isEqualTo(130);
            assertThat(first.out()).last().asString().startsWith("told to end: ");
        }
        int before = stand.all(stand.kafka().cluster().topics().affectEvents()).size();

        var rest = stand.replay("--speed", "0", "--json", calls.toString());
        var again = stand.replay("--speed", "0", "--json", calls.toString());

        var expected = new ArrayList<String>();
        for (int i = 0; i < 3; i++) expected.addAll(sounds.segments(i, "clip-" + i, "speaker"));
        assertThat(before).isPositive().isLessThan(expected.size());
        assertThat(rest.code()).isZero();
        assertThat(rest.segments()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rest.err()).last().asString().contains(" done before");
        assertThat(again.segments()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(again.err()).last().asString().startsWith("0 sessions published, 3 done before");
        assertThat(stand.all(stand.kafka().cluster().topics().affectEvents()))
                .extracting(AffectEvent::getSegmentId)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void losesNothingToAProcessorThatRefusesSessions() throws Exception {
        for (int i = 0; i < 7; i++) sounds.copy(i % 3, calls.resolve("clip-" + i + ".flac"));
        // claims to carry two seconds of speech a second
        stand.process(ProcessorRules.standard().ofAnySound(), new LateScorer(Duration.ZERO, 0.5), LoadRules.standard());

        var said = stand.replay("--speed", "0", "--parallel", "7", "--json", calls.toString());

        assertThat(said.code()).as("%s", said.err()).isZero();
        var expected = new ArrayList<String>();
        for (int i = 0; i < 7; i++) expected.addAll(sounds.segments(i % 3, "clip-" + i, "speaker"));
        assertThat(said.segments()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(stand.all(stand.kafka().cluster().topics().sessionEvents()))
                .extracting(SessionEvent::getType)
                .contains(SessionEventType.REFUSED)
                .doesNotContain(SessionEventType.GAP, SessionEventType.TIMEOUT);
    }

    @Test
    void isNotTakenForSilentWhileItWaitsForResults() throws Exception {
        var guest = sounds.samples(0);
        var twice = Arrays.copyOf(guest, 2 * guest.length); // more speech than it publishes ahead of the results
        System.arraycopy(guest, 0, twice, guest.length, guest.length);
        Sounds.wav(calls.resolve("long.wav"), twice);
        var standard = ProcessorRules.standard().ofAnySound();
        var impatient = new ProcessorRules(
                standard.segments(),
                new SilenceRules(Duration.ofSeconds(7), Duration.ofMinutes(1)),
                standard.scoring(),
                Duration.ZERO);
        stand.process(impatient, new LateScorer(Duration.ofSeconds(9), 0.01), LoadRules.standard());

        var said = stand.replay("--speed", "0", calls.toString());

        assertThat(said.code()).as("%s", said.err()).isZero();
        assertThat(stand.all(stand.kafka().cluster().topics().sessionEvents()))
                .extracting(SessionEvent::getType)
                .contains(SessionEventType.ENDED)
                .doesNotContain(SessionEventType.TIMEOUT);
    }

    private String[] words(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(stand.words());
        return all.toArray(String[]::new);
    }

    private static Inference inference() {
        var inference = new Inference();
        new CommandLine(CommandSpec.forAnnotatedObject(inference))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs();
        return inference;
    }
}
