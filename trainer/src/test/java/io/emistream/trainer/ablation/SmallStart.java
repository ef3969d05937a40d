package io.emistream.trainer.ablation;

import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.weights.SeededWeights;
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
    private static final Architecture TINY = new Architecture(
            Architecture.SpeechEncoder.wav2vec2(8, Architecture.SpeechEncoder.Norm.LAYER),
            new Architecture.Transformer(16, 1, 2, 32, true, 8, 4, 1e-5),
            new Architecture.Fusion(true, true, 2, true, LABELS.size()));

    private SmallStart() {}

    static void publish(ReleaseStore store) throws Exception {
        var draft = new Manifest(
                Manifest.FORMAT,
                "start",
                "1",
                true,
                TINY,
                SET,
                LABELS,
                new Manifest.Licences("Apache-2.0", "Apache-2.0", "none"),
                null,
                Map.of(),
                null,
                Manifest.WeightsFile.none(),
                "2026-01-01T00:00:00Z",
                "for a test",
                null,
                null);
        store.publish(draft, new SeededWeights(Parameters.of(TINY), 3));
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
