package io.emistream.app.consent;

import io.emistream.producer.ChunkPublisher;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.AudioEncoding;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A buzz of syllables in real time, a tenth of a second at a time, until it is closed. */
final class LiveVoice implements AutoCloseable {
    private static final int TENTH = 1_600;

    /** Between syllables one hears the room: of zeros alone the floor of noise learns nothing, and takes the buzz for it after five seconds. */
    private static final int ROOM = 5;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong tenths = new AtomicLong();

    LiveVoice(Consumer<short[]> mouth) {
        var unused = clock.scheduleAtFixedRate(
                () -> mouth.accept(buzz(TENTH * tenths.getAndIncrement())), 0, 100, TimeUnit.MILLISECONDS);
    }

    /** One who needs no gateway, and hears of nothing. */
    static LiveVoice onto(ChunkPublisher publisher, String session, String participant) {
        var sequence = new AtomicLong();
        return new LiveVoice(samples -> publisher.publish(AudioChunk.newBuilder()
                .setSessionId(session)
                .setParticipantId(participant)
                .setSequence(sequence.get())
                .setFirstSample(TENTH * sequence.getAndIncrement())
                .setCaptureTime(Instant.now())
                .setEncoding(AudioEncoding.PCM_S16LE)
                .setPayload(ByteBuffer.wrap(Pcm16.encode(samples)))
                .setEndOfStream(false)
                .build()));
    }

    private static short[] buzz(long from) {
        var samples = new short[TENTH];
        for (int i = 0; i < TENTH; i++) {
            long at = from + i;
            if (at % 3_200 < 2_400) samples[i] = (short) (5_000 * (2 * (at * 120.0 / 16_000 % 1) - 1));
            else samples[i] = (short) (at % 2 == 0 ? ROOM : -ROOM);
        }
        return samples;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
