package io.emistream.producer.gateway.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.audio.SampleEncoding;
import io.emistream.schemas.avro.AudioChunk;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IngestStreamTest {
    private static final VoiceId ANNA = new VoiceId("call", "anna");
    private static final PcmFormat PHONE = new PcmFormat(SampleEncoding.S16LE, 16_000);

    private final MemoryLog log = new MemoryLog();
    private long now;

    @Property(tries = 30, seed = "2026")
    void leavesTheSameChunksHoweverItIsCutBrokenOffAndResumed(
            @ForAll @IntRange(min = 0, max = 5) int formatAt,
            @ForAll @IntRange(min = 1, max = 300_000) int length,
            @ForAll @IntRange(min = 1, max = 9_000) int frame,
            @ForAll @Size(max = 4) List<@IntRange(min = 1, max = 400_000) Integer> breaks,
            @ForAll @IntRange(min = 0, max = 30) int unstored,
            @ForAll boolean killed)
            throws Exception {
        var format = List.of(
                        PHONE,
                        new PcmFormat(SampleEncoding.MULAW, 8_000),
                        new PcmFormat(SampleEncoding.S16LE, 44_100),
                        new PcmFormat(SampleEncoding.F32LE, 48_000),
                        new PcmFormat(SampleEncoding.S16LE, 48_000),
                        new PcmFormat(SampleEncoding.F32LE, 22_050))
                .get(formatAt);
        var bytes = audio(length, format);
        var whole = new MemoryLog();
        var broken = new MemoryLog();
        var unbroken = roomy(whole).begin(ANNA, format);
        speak(unbroken, bytes, 0, bytes.length, 40_000);
        unbroken.end();

        var ingest = roomy(broken);
        var stream = ingest.begin(ANNA, format);
        int said = 0;
        for (int more : breaks) {
            broken.goAway();
            said = speak(stream, bytes, said, Math.min(bytes.length, said + more), frame);
            broken.store(unstored);
            if (killed) {
                broken.forgetWhatWaits();
                ingest = roomy(broken);
            } else {
                broken.comeBack();
                stream.breakOff();
            }
            stream = ingest.resume(ANNA, format);
            said = Math.toIntExact(stream.next()) * format.encoding().bytes();
        }
        speak(stream, bytes, said, bytes.length, frame);
        stream.end();

        assertThat(withoutTimes(broken)).isEqualTo(withoutTimes(whole));
    }

    @Property(tries = 15, seed = "2026")
    void neverAsksForWhatItSaidMayBeForgotten(
            @ForAll @IntRange(min = 8_000, max = 48_000) int rate,
            @ForAll @IntRange(min = 1, max = 500_000) int length,
            @ForAll @IntRange(min = 0, max = 100) int stored)
            throws Exception {
        var format = new PcmFormat(SampleEncoding.S16LE, rate);
        var memory = new MemoryLog();
        var stream = roomy(memory).begin(ANNA, format);
        memory.goAway();
        speak(stream, audio(length, format), 0, length * 2, 60_000);
        memory.store(stored);
        var progress = stream.progress();
        memory.forgetWhatWaits();

        long asked = roomy(memory).resume(ANNA, format).next();

        assertThat(asked).isEqualTo(progress.keepFrom()).isLessThanOrEqualTo(progress.samples());
        assertThat(progress.samples()).isLessThanOrEqualTo(length);
    }

    @Test
    void acknowledgesTheWholeStreamOnceItsEndIsStored() throws Exception {
        var stream = ingest(log).begin(ANNA, new PcmFormat(SampleEncoding.S16LE, 44_100));
        speak(stream, audio(44_101, new PcmFormat(SampleEncoding.S16LE, 44_100)), 0, 88_202, 5_000);
        log.goAway();
        stream.end();
        assertThat(stream.progress().ended()).isFalse();

        log.comeBack();

        assertThat(stream.progress().samples()).isEqualTo(44_101);
        assertThat(stream.progress().ended()).isTrue();
    }

    @Test
    void hasRoomForNoMoreThanTheRulesSay() throws Exception {
        var stream = ingest(log).begin(ANNA, PHONE);
        log.goAway();
        var second = ByteBuffer.allocate(32_000);
        stream.take(second.duplicate());
        stream.take(second.duplicate());

        assertThatThrownBy(() -> stream.take(second.duplicate()))
                .hasMessageContaining("send again from sample 32000")
                .extracting(error -> ((Refusal) error).fault())
                .isEqualTo(Fault.STORAGE_UNAVAILABLE);

        log.comeBack();
        stream.take(second.duplicate());
        assertThat(stream.progress().samples()).isEqualTo(48_000);
    }

    @Test
    void allVoicesTogetherHaveNoMoreRoomThanTheRulesSay() throws Exception {
        var rules = rules().waiting(Duration.ofSeconds(60), 1 << 20);
        var ingest = new Ingest(log, rules, new Clocks(() -> Instant.EPOCH, () -> now));
        var anna = ingest.begin(ANNA, PHONE);
        var ben = ingest.begin(new VoiceId("call", "ben"), PHONE);
        log.goAway();
        for (int i = 0; i < 20; i++) anna.take(ByteBuffer.allocate(32_000));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) ben.take(ByteBuffer.allocate(32_000));
                })
                .hasMessageContaining("waits for Kafka");

        log.comeBack();
        assertThat(ingest.waitingBytes()).isZero();
    }

    @Test
    void aVoiceThatCannotSendAgainHasAGapWhereThereWasNoRoom() throws Exception {
        var stream = ingest(log).begin(ANNA, PHONE);
        log.goAway();
        for (int i = 0; i < 4; i++) stream.takeLive(ByteBuffer.allocate(32_000));
        log.comeBack();
        stream.takeLive(ByteBuffer.allocate(3_200));
        stream.end();

        assertThat(stream.lost()).isPositive();
        assertThat(log.chunks())
                .extracting(AudioChunk::getSequence)
                .contains(0L, 40L, 41L)
                .doesNotContain(39L);
        assertThat(log.chunks().get(log.chunks().size() - 2).getFirstSample()).isEqualTo(64_000);
    }

    @Test
    void aVoiceHasOneConnectionAtATime() throws Exception {
        var ingest = ingest(log);
        var first = ingest.begin(ANNA, PHONE);
        var told = new boolean[1];
        first.whenReplaced(why -> told[0] = why.fault() == Fault.REPLACED);

        assertThatThrownBy(() -> ingest.begin(ANNA, PHONE))
                .hasMessageContaining("another connection speaks for call/anna");
        var second = ingest.resume(ANNA, PHONE);

        assertThat(told[0]).isTrue();
        assertThatThrownBy(() -> first.take(ByteBuffer.allocate(2))).hasMessageContaining("another connection goes on");
        second.take(ByteBuffer.allocate(3_200));
        second.end();
        ingest.sweep();
        assertThat(ingest.voices()).isZero();
        assertThatThrownBy(() -> ingest.resume(ANNA, PHONE))
                .extracting(error -> ((Refusal) error).fault())
                .isEqualTo(Fault.ENDED);
    }

    @Test
    void keepsToTheSpeedOnceItsStartIsUsedUp() throws Exception {
        var stream = ingest(log).begin(ANNA, PHONE);
        var second = ByteBuffer.allocate(32_000);
        for (int i = 0; i < 20; i++) stream.take(second.duplicate()); // 10 s at twice real time

        assertThatThrownBy(() -> stream.take(second.duplicate()))
                .extracting(error -> ((Refusal) error).waiting())
                .isEqualTo(Duration.ofMillis(500));
        now += Duration.ofMillis(500).toNanos();
        stream.take(second.duplicate());

        assertThat(stream.next()).isEqualTo(21 * 16_000);
    }

    /** Times of capture are those of arrival. */
    private static List<AudioChunk> withoutTimes(MemoryLog log) {
        return log.chunks().stream()
                .map(chunk -> AudioChunk.newBuilder(chunk)
                        .setCaptureTime(Instant.EPOCH)
                        .build())
                .toList();
    }

    private Ingest ingest(MemoryLog on) {
        return new Ingest(on, rules(), new Clocks(() -> Instant.EPOCH, () -> now));
    }

    private static Ingest roomy(MemoryLog on) {
        var rules = new IngestRules(
                Duration.ofSeconds(10), 1 << 20, 1000, Duration.ofSeconds(10), Duration.ofMinutes(10), 64L << 20);
        return new Ingest(on, rules, new Clocks(() -> Instant.EPOCH, () -> 0));
    }

    /** Twice real time after 20 s at once; a little more than 2 s of a voice may wait. */
    private static IngestRules rules() {
        return new IngestRules(
                Duration.ofSeconds(10), 1 << 20, 2, Duration.ofSeconds(10), Duration.ofMillis(2_300), 64L << 20);
    }

    private static int speak(IngestStream stream, byte[] bytes, int from, int to, int frame) throws Refusal {
        for (int at = from; at < to; at += frame) stream.take(ByteBuffer.wrap(bytes, at, Math.min(frame, to - at)));
        return to;
    }

    private static byte[] audio(int samples, PcmFormat format) {
        var bytes = new byte[samples * format.encoding().bytes()];
        new Random(samples).nextBytes(bytes);
        return bytes;
    }
}
