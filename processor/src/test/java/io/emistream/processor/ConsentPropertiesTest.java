package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.processor.segment.Sound;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.SessionEventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever is said of consent, in whatever order. */
class ConsentPropertiesTest {
    private static final int CHUNK = 1600;
    private static final List<String> VOICES = List.of("anna", "ben");

    /** @param whose null for the session */
    record Said(ConsentState state, @Nullable String whose) {}

    /** @param chunks of each voice that come first */
    record Step(int chunks, Said said) {}

    @Property(tries = 30, seed = "20261127")
    void nothingIsPublishedOrKeptOfOneWhoseConsentIsRevoked(@ForAll("steps") List<Step> steps) {
        var streams = List.of(spoken("anna", 1), spoken("ben", 2));
        var revoked = new HashSet<@Nullable String>();
        var from = new HashMap<String, Long>(); // sample that the last grant begins with
        int revocations = 0;
        int at = 0;
        try (var rig =
                new Rig(ScriptedScorer.atOnce(), Rig.RULES.hopping(Duration.ofMillis(500)), new InMemoryRegistry())) {
            for (var step : steps) {
                for (int i = 0; i < step.chunks(); i++, at++) for (var stream : streams) rig.send(stream.get(at));
                assertThat(rig.events()).allSatisfy(event -> {
                    assertThat(revoked).doesNotContain(null, event.getParticipantId());
                    assertThat(event.getFirstSample())
                            .isGreaterThanOrEqualTo(from.getOrDefault(event.getParticipantId(), 0L));
                });
                var said = step.said();
                rig.consent(said.state(), "s-1", said.whose());
                boolean granted = said.state() == ConsentState.GRANTED;
                if (granted) revoked.remove(said.whose());
                else revoked.add(said.whose());
                if (!granted) revocations++;
                assertThat(rig.events())
                        .allSatisfy(event -> assertThat(revoked).doesNotContain(null, event.getParticipantId()));
                rig.pass(Duration.ofMillis(20));
                for (var voice : VOICES)
                    if (revoked.contains(null) || revoked.contains(voice)) from.put(voice, (long) at * CHUNK);
                if (revoked.contains(null)) assertThat(rig.storedChunks()).isZero();
            }
            assertThat(rig.sessionEvents(SessionEventType.CONSENT_REVOKED))
                    .hasSizeLessThanOrEqualTo(VOICES.size() * revocations);
            assertThat(rig.deadLetters()).isEmpty();
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var state = Arbitraries.of(ConsentState.GRANTED, ConsentState.REVOKED, ConsentState.UNKNOWN);
        var whose = Arbitraries.of("anna", "ben").injectNull(0.4);
        var said = Combinators.combine(state, whose).as(Said::new);
        return Combinators.combine(Arbitraries.integers().between(0, 40), said)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }

    private static List<AudioChunk> spoken(String participant, long seed) {
        var call = new Call("s-1", participant);
        var samples = Sound.conversation(41, seed).samples();
        var chunks = new ArrayList<AudioChunk>();
        for (int i = 0; (i + 1) * CHUNK <= samples.length; i++)
            chunks.add(call.chunk(i, (long) i * CHUNK, Arrays.copyOfRange(samples, i * CHUNK, (i + 1) * CHUNK), false));
        return chunks;
    }
}
