package io.emistream.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.processor.LastingStores;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.Trigger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private static final int CHUNK = 1600;
    private static final Participant ANNA = new Participant("call", "anna");
    private static final Participant BEN = new Participant("call", "ben");

    private final LastingStores disk = new LastingStores();
    private final HeldStore held = held("task");
    private final Chunks chunks = new Chunks(held);

    @Test
    void whatComesBetweenTwoCommitsIsOneEntryForEachParticipant() {
        put(chunks, ANNA, 0, 3);
        put(chunks, BEN, 0, 2);
        commit();
        put(chunks, ANNA, 3, 1);
        commit();

        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void aBacklogIsKeptByTheHalfSecond() {
        put(chunks, ANNA, 0, 12);
        commit();

        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void whatNothingNeedsBeforeTheCommitIsNeverWritten() {
        put(chunks, ANNA, 0, 3);
        chunks.trim(ANNA, Kept.ALL.cutsNeed(3 * CHUNK));
        commit();

        assertThat(stored()).isZero();
    }

    @Test
    void ofABacklogOnlyWhatIsNeededAtTheCommitIsWritten() {
        put(chunks, ANNA, 0, 62);
        chunks.trim(ANNA, Kept.ALL.cutsNeed(60 * CHUNK));
        commit();

        assertThat(stored()).isEqualTo(1);
        assertThat(chunks.samples(segment(60, 2))).contains(sound(60, 2));
    }

    @Test
    void nothingGoesToTheChangelogBetweenTwoCommits() {
        put(chunks, ANNA, 0, 12);
        commit();
        chunks.trim(ANNA, Kept.NOTHING);
        put(chunks, BEN, 0, 12);

        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void aChunkBeforeItsTurnIsFoundAgain() {
        put(chunks, ANNA, 7, 1);
        put(chunks, ANNA, 5, 2);
        commit();
        put(chunks, ANNA, 9, 1);

        assertThat(chunks.get(ANNA, 7)).map(StoredChunk::firstSample).contains(7L * CHUNK);
        assertThat(chunks.get(ANNA, 6)).map(StoredChunk::firstSample).contains(6L * CHUNK);
        assertThat(chunks.get(ANNA, 8)).isEmpty();
        assertThat(chunks.get(ANNA, 9)).isPresent();
    }

    @Test
    void aSegmentWithAHoleHasNoSamples() {
        put(chunks, ANNA, 0, 2);
        put(chunks, ANNA, 3, 2);

        assertThat(chunks.samples(segment(0, 5))).isEmpty();
        assertThat(chunks.samples(segment(3, 2))).contains(sound(3, 2));
    }

    @Test
    void whatOverlapsASegmentAfterItsLastChunkIsNotOfIt() {
        put(chunks, ANNA, 0, 2);
        chunks.put(ANNA, 2, chunk(1, 9));

        assertThat(chunks.samples(segment(0, 2))).contains(sound(0, 2));
    }

    @Test
    void anEmptiedChunkIsForgottenInTheStoreToo() {
        put(chunks, ANNA, 0, 1);
        chunks.put(ANNA, 1, chunk(0, 50));
        commit();
        chunks.put(ANNA, 2, chunk(1, 1));
        chunks.empty(ANNA, 1);
        commit();

        var heir = held("task");
        var after = new Chunks(heir);
        after.load();
        assertThat(after.samples(segment(0, 2))).contains(sound(0, 2));
        after.trim(ANNA, Kept.ALL.cutsNeed(2 * CHUNK));
        heir.write();
        assertThat(stored()).isZero();
    }

    @Property(tries = 60)
    void theNextOwnerFindsAllThatWasNeededAtTheLastCommitAndNothingElse(@ForAll @IntRange(max = 10_000) int seed) {
        var random = new Random(seed);
        var owner = held("task-" + seed);
        var before = new Chunks(owner);
        int next = 0;
        int needed = 0;
        for (int commit = 0; commit < 12; commit++) {
            int more = random.nextInt(9);
            put(before, ANNA, next, more);
            next += more;
            needed = Math.max(needed, next - random.nextInt(20));
            before.trim(ANNA, Kept.ALL.cutsNeed((long) needed * CHUNK));
            before.write();
            owner.write();
        }
        put(before, ANNA, next, 3); // not committed

        var heir = held("task-" + seed);
        var after = new Chunks(heir);
        after.load();

        if (needed < next)
            assertThat(after.samples(segment(needed, next - needed))).contains(sound(needed, next - needed));
        assertThat(after.get(ANNA, next)).isEmpty();
        after.trim(ANNA, Kept.NOTHING);
        heir.write();
        assertThat(disk.named("task-" + seed).get().approximateNumEntries()).isZero();
    }

    private HeldStore held(String name) {
        return new HeldStore(disk.named(name).get());
    }

    private void commit() {
        chunks.write();
        held.write();
    }

    private long stored() {
        return disk.startingWith(Kind.RUN.ordinal());
    }

    private static void put(Chunks to, Participant participant, int first, int count) {
        for (int i = first; i < first + count; i++) to.put(participant, i, chunk(i, 1));
    }

    private static StoredChunk chunk(int first, int count) {
        return new StoredChunk((long) first * CHUNK, 0, 0, false, Pcm16.encode(sound(first, count)));
    }

    private static short[] sound(int first, int count) {
        var samples = new short[count * CHUNK];
        for (int i = 0; i < samples.length; i++) samples[i] = (short) (first * CHUNK + i);
        return samples;
    }

    private static PendingSegment segment(int first, int count) {
        return new PendingSegment(
                ANNA, (long) first * CHUNK, (long) (first + count) * CHUNK - 1, Trigger.PAUSE, 1, 0, 0);
    }
}
