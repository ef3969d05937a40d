package io.emistream.processor.store;

import io.emistream.schemas.avro.Trigger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A segment that is cut and waits for its score.
 *
 * @param firstSample in the participant's 16 kHz timeline
 * @param lastSample inclusive
 * @param trigger what closed it
 * @param speechRatio share of voiced frames
 * @param captureMicros producer's wall clock at the last sample of the chunk that closed it, since 1970
 * @param appendMillis broker's wall clock at that chunk, since 1970
 */
public record PendingSegment(
        Participant participant,
        long firstSample,
        long lastSample,
        Trigger trigger,
        float speechRatio,
        long captureMicros,
        long appendMillis) {

    /** The same wherever and however often the segment is cut. */
    public String segmentId() {
        return participant.sessionId() + "/" + participant.participantId() + "/" + firstSample;
    }

    /** Samples in it, at most 192,000. */
    public int length() {
        return Math.toIntExact(lastSample - firstSample + 1);
    }

    byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var to = new DataOutputStream(bytes)) {
            to.writeUTF(participant.sessionId());
            to.writeUTF(participant.participantId());
            to.writeLong(firstSample);
            to.writeLong(lastSample);
            to.writeUTF(trigger.name());
            to.writeFloat(speechRatio);
            to.writeLong(captureMicros);
            to.writeLong(appendMillis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static PendingSegment decode(byte[] bytes) {
        try (var from = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new PendingSegment(
                    new Participant(from.readUTF(), from.readUTF()),
                    from.readLong(),
                    from.readLong(),
                    Trigger.valueOf(from.readUTF()),
                    from.readFloat(),
                    from.readLong(),
                    from.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
