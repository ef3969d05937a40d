package io.emistream.trainer.ablation;

import io.emistream.model.ReleaseId;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.release.TinyRelease;
import io.emistream.schemas.avro.AudioEncoding;
import io.emistream.schemas.avro.LabelledClip;
import io.emistream.schemas.avro.Split;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A release that is quick to train from, and clips to train it on: half a second of noise each, half of that in the test split; three speakers to learn from and two in each other split. */
final class SmallStart {
    static final String FROM = "backbone:start/1";
    static final String SET = "noise-v1";
    static final List<String> LABELS = List.of("Even", "Odd");

    private static final int SAMPLES = 8_000;

    private SmallStart() {}

    static void publish(ReleaseStore store) throws Exception {
        TinyRelease.publish(store, TinyRelease.draft(new ReleaseId("start", "1"), SET, LABELS), 3);
    }

    static List<LabelledClip> clips() {
        var random = new SplittableRandom(1);
        var clips = new ArrayList<LabelledClip>();
        for (int i = 0; i < 28; i++) {
            Split split = i < 12 ? Split.TRAIN : i < 20 ? Split.VALIDATION : Split.TEST;
            var audio = new byte[split == Split.TEST ? SAMPLES : 2 * SAMPLES];
            random.nextBytes(audio);
            for (int b = 1; b < audio.length; b += 2) audio[b] = (byte) (audio[b] / (1 + i % 4));
            clips.add(LabelledClip.newBuilder()
                    .setClipId("c" + i)
                    .setEncoding(AudioEncoding.PCM_S16LE)
                    .setPayload(ByteBuffer.wrap(audio))
                    .setLabels(Map.of("Even", (i % 5) / 5f, "Odd", (i % 3) / 3f))
                    .setOutputSet(SET)
                    .setSpeakerId("s" + i / 4)
                    .setSplit(split)
                    .setSource("a test")
                    .build());
        }
        return clips;
    }
}
