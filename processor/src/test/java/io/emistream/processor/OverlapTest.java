package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.emistream.processor.segment.Sound;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.SessionEventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.groups.Tuple;

/** Chunks that come before their turn and turn out to be of a time that was heard. */
class OverlapTest {
    private static final Call ANNA = new Call("s-1", "anna");
    private static final int SECOND = 16_000;

    /** Twelve seconds, a chunk, the quiet around; and what may wait for its turn. */
    private static final long MOST_BYTES = (14L + 16) * SECOND * 2;

    @Property(tries = 25, seed = "20261128")
    void changeNoSegmentAndAreNotKept(@ForAll @IntRange(max = 1_000_000) int seed) {
        var random = new Random(seed);
        short[] samples = Sound.conversation(30, seed).samples();
        var plain = new ArrayList<AudioChunk>();
        var mixed = new ArrayList<AudioChunk>();
        for (int at = 0; at < samples.length; ) {
            int end = Math.min(samples.length, at + 320 + random.nextInt(3_000));
            var part = Arrays.copyOfRange(samples, at, end);
            boolean last = end == samples.length;
            plain.add(ANNA.chunk(plain.size(), at, part, last));
            var overlapping = last ? List.<AudioChunk>of() : overlapping(mixed.size() + 1, at, end, random);
            mixed.addAll(overlapping);
            mixed.add(ANNA.chunk(mixed.size() - overlapping.size(), at, part, last));
            at = end;
        }

        try (var without = new Rig(ScriptedScorer.atOnce());
                var with = new Rig(ScriptedScorer.atOnce())) {
            without.send(plain);
            var events = new ArrayList<AffectEvent>();
            for (var chunk : mixed) {
                with.send(chunk);
                events.addAll(with.events());
                assertThat(with.storedAudio()).isLessThan(MOST_BYTES);
            }

            assertThat(said(events)).isEqualTo(said(without.events()));
            assertThat(events).extracting(AffectEvent::getAbstained).doesNotContain(true);
            assertThat(with.sessionEvents(SessionEventType.SKIPPED))
                    .hasSizeGreaterThan(mixed.size() - plain.size() - 1);
            assertThat(with.storedChunks()).isZero();
        }
    }

    /** Up to three, from a sample of the chunk before them on. */
    private static List<AudioChunk> overlapping(int sequence, int first, int end, Random random) {
        var chunks = new ArrayList<AudioChunk>();
        for (int i = random.nextInt(4); i > 0; i--) {
            var noise = new short[1 + random.nextInt(SECOND)];
            Arrays.fill(noise, (short) 20_000);
            chunks.add(ANNA.chunk(sequence + chunks.size(), first + random.nextInt(end - first), noise, false));
        }
        Collections.shuffle(chunks, random);
        return chunks;
    }

    private static List<Tuple> said(List<AffectEvent> events) {
        return events.stream()
                .map(event -> tuple(event.getSegmentId(), event.getLastSample(), event.getIntensities()))
                .toList();
    }
}
