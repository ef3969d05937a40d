package io.emistream.trainer.corpus;

import io.emistream.schemas.avro.Split;
import java.nio.charset.StandardCharsets;

/** Which split a speaker is in where nobody has said: always the same one, so that no speaker is ever in two. Pure. */
final class SpeakerSplit {
    private static final int OF = 100;
    private static final int TRAIN_BELOW = 70;
    private static final int VALIDATION_BELOW = 85;

    private SpeakerSplit() {}

    /** 70 in 100 speakers train, 15 validate, 15 are held out. */
    static Split of(String speaker) {
        int place = Integer.remainderUnsigned(
                Integer.parseUnsignedInt(
                        Digests.of(speaker.getBytes(StandardCharsets.UTF_8)).substring(0, 8), 16),
                OF);
        if (place < TRAIN_BELOW) return Split.TRAIN;
        return place < VALIDATION_BELOW ? Split.VALIDATION : Split.TEST;
    }
}
