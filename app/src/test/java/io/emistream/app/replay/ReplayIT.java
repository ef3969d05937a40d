package io.emistream.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.emistream.app.role.Analysis;
import io.emistream.app.role.Inference;
import io.emistream.app.role.Recording;
import io.emistream.model.Scorer;
import io.emistream.processor.ProcessorRules;
import io.emistream.processor.cut.SilenceRules;
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
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command against a broker and a processor in this process. */
@Timeout(240)
class ReplayIT {
    @AutoClose
    private final Stand stand;

    private final Sounds sounds;

    ReplayIT(@TempDir Path folder) throws Exception {
        stand = new Stand(folder);
        sounds = stand.sounds();
    }

    @Test
    void saysWhatTheOfflineAnalysisSaysOfFilesAndOfTheSidesOfAStereoCall() throws Exception {
        sounds.copy(0, "interview/guest.flac");
        sounds.wav("call.wav", sounds.samples(1), sounds.samples(2));
        Files.writeString(sounds.folder().resolve("notes.wav"), "not a sound");
        try (var scorer = Inference.of().start(false).scorer()) {
            stand.process(ProcessorRules.standard(), scorer);

            var said = stand.replay("--channels", "split", "--json");

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
        for (int i = 0; i < 3; i++) sounds.copy(i, "clip-" + i + ".flac");
        stand.process(ProcessorRules.standard().ofAnySound(), LateScorer.AT_ONCE);
        try (var first = stand.replaying("10", "--parallel", "2")) {
            first.line("clip-"); // one has its results, another is in mid-stream
            first.terminate();
            assertThat(first.ended()).as("%s", first.err()).isEqualTo(130);
            assertThat(first.out()).last().asString().startsWith("told to end: ");
        }
        int before = stand.all(stand.topics().affectEvents()).size();

        var rest = stand.replay("--json");
        var again = stand.replay("--json");

        var expected = new ArrayList<String>();
        for (int i = 0; i < 3; i++) expected.addAll(sounds.segments(i, "clip-" + i));
        assertThat(before).isPositive().isLessThan(expected.size());
        assertThat(rest.code()).isZero();
        assertThat(rest.segments()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rest.err()).last().asString().contains(" done before");
        assertThat(again.segments()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(again.err()).last().asString().startsWith("0 sessions published, 3 done before");
        assertThat(stand.all(stand.topics().affectEvents()))
                .extracting(AffectEvent::getSegmentId)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void losesNothingToAProcessorThatRefusesSessions() throws Exception {
        for (int i = 0; i < 4; i++) sounds.copy(i % 3, "clip-" + i + ".flac");
        // claims to carry two seconds of speech a second
        stand.process(ProcessorRules.standard().ofAnySound(), new LateScorer(Duration.ZERO, 0.5));

        var said = stand.replay("--parallel", "4", "--json");

        assertThat(said.code()).as("%s", said.err()).isZero();
        var expected = new ArrayList<String>();
        for (int i = 0; i < 4; i++) expected.addAll(sounds.segments(i % 3, "clip-" + i));
        assertThat(said.segments()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(stand.all(stand.topics().sessionEvents()))
                .extracting(SessionEvent::getType)
                .contains(SessionEventType.REFUSED)
                .doesNotContain(SessionEventType.GAP, SessionEventType.TIMEOUT);
    }

    @Test
    void isNotTakenForSilentWhileItWaitsForResults() throws Exception {
        // 17 s without a pause, four times: more speech than it publishes ahead of the results
        var stretch = Arrays.copyOfRange(sounds.samples(0), 72_000, 368_000);
        var speech = new short[4 * stretch.length];
        for (int i = 0; i < 4; i++) System.arraycopy(stretch, 0, speech, i * stretch.length, stretch.length);
        sounds.wav("long.wav", speech);
        var standard = ProcessorRules.standard().ofAnySound();
        var impatient = new ProcessorRules(
                standard.segments(),
                new SilenceRules(Duration.ofSeconds(7), Duration.ofMinutes(1)),
                standard.scoring(),
                Duration.ZERO);
        stand.process(impatient, new LateScorer(Duration.ofSeconds(9), 0.01));

        var said = stand.replay();

        assertThat(said.code()).as("%s", said.err()).isZero();
        assertThat(stand.all(stand.topics().sessionEvents()))
                .extracting(SessionEvent::getType)
                .contains(SessionEventType.ENDED)
                .doesNotContain(SessionEventType.TIMEOUT);
    }
}
