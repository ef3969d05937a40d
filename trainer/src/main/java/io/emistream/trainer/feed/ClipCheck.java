package io.emistream.trainer.feed;

import io.emistream.schemas.avro.AudioEncoding;
import io.emistream.schemas.avro.LabelledClip;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a clip from Kafka can be learned from. Pure. */
final class ClipCheck {
    private static final int LEAST_BYTES = 800;
    private static final int MOST_BYTES = 384_000;

    private ClipCheck() {}

    /** What is wrong with it; null where nothing is. */
    static @Nullable String fault(String key, LabelledClip clip) {
        if (!key.equals(clip.getClipId())) return "its key is " + key + " and its id " + clip.getClipId();
        if (clip.getEncoding() != AudioEncoding.PCM_S16LE)
            return "its encoding is " + clip.getEncoding() + "; PCM_S16LE is read";
        int bytes = clip.getPayload().remaining();
        if (bytes % 2 != 0 || bytes < LEAST_BYTES || bytes > MOST_BYTES)
            return "its audio is " + bytes + " bytes; an even number from " + LEAST_BYTES + " to " + MOST_BYTES
                    + " is needed";
        if (clip.getSpeakerId().isBlank()) return "it names no speaker";
        for (Map.Entry<String, Float> label : clip.getLabels().entrySet())
            if (!(label.getValue() >= 0 && label.getValue() <= 1))
                return "its label " + label.getKey() + " is " + label.getValue() + "; labels go from 0 to 1";
        return null;
    }
}
