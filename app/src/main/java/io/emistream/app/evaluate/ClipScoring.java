package io.emistream.app.evaluate;

import io.emistream.app.role.Analysis;
import io.emistream.app.role.ClipCut;
import io.emistream.app.role.Recording;
import io.emistream.audio.AudioFiles;
import io.emistream.model.Score;
import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import io.emistream.processor.quality.SpeechRules;
import io.emistream.schemas.Pcm16;
import io.emistream.trainer.corpus.ClipRecord;
import io.emistream.trainer.evaluate.ClipAnswer;
import io.emistream.trainer.evaluate.ClipAnswer.Part;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Asks a release what it says of clips, without Kafka. One thread. */
final class ClipScoring {
    /** Clips that wait for their scores at once: they fill batches, and bound memory. */
    private static final int ROUND = 32;

    private final Scorer scorer;
    private final ClipCut cut;
    private final SpeechRules speech;

    ClipScoring(Scorer scorer, ClipCut cut, SpeechRules speech) {
        this.scorer = scorer;
        this.cut = cut;
        this.speech = speech;
    }

    /**
     * What came of it.
     *
     * @param seconds how long each clip is that could be read
     */
    record Result(List<ClipAnswer> answers, Map<String, Double> seconds, List<String> failures) {}

    /**
     * Scores them all.
     *
     * @param done hears how many have their scores
     */
    Result of(List<ClipRecord> clips, Change change, IntConsumer done) {
        var result = new Result(new ArrayList<>(), new HashMap<>(), new ArrayList<>());
        for (int from = 0; from < clips.size(); from += ROUND) {
            done.accept(from);
            round(clips.subList(from, Math.min(clips.size(), from + ROUND)), change, result);
        }
        return result;
    }

    private void round(List<ClipRecord> clips, Change change, Result result) {
        var begun = new LinkedHashMap<ClipRecord, Supplier<List<Part>>>();
        for (ClipRecord clip : clips) {
            try (var stream = AudioFiles.open(clip.audio())) {
                float[] samples = stream.readAll();
                result.seconds.put(clip.id(), (double) samples.length / Waveform.RATE);
                begun.put(clip, begin(clip, change.of(clip, samples)));
            } catch (IOException e) {
                result.failures.add(String.valueOf(e.getMessage()));
            }
        }
        begun.forEach((clip, parts) -> {
            try {
                result.answers.add(new ClipAnswer(clip.id(), parts.get()));
            } catch (CompletionException e) {
                result.failures.add(clip.id() + ": the engine failed: " + e.getCause());
            }
        });
    }

    private Supplier<List<Part>> begin(ClipRecord clip, float[] samples) {
        if (cut == ClipCut.PAPER) return beginning(clip, samples);
        var analysis = Analysis.begin(
                new Recording(clip.id(), "speaker", clip.audio()),
                samples,
                speech,
                scorer,
                InstantSource.system().instant());
        return () ->
                analysis.events((done, all) -> {}).stream().map(Answers::part).toList();
    }

    private Supplier<List<Part>> beginning(ClipRecord clip, float[] samples) {
        float[] heard = Pcm16.quantise(Arrays.copyOf(samples, Math.min(samples.length, Waveform.LONGEST)));
        var score = scorer.submit(clip.id(), new Waveform(heard)).thenApply(Scored::score);
        return () -> List.of(new Part(0, heard.length - 1, values(score.join())));
    }

    private static Map<String, Double> values(Score score) {
        return score.abstained() == null ? Answers.values(score.intensities(), score.affect()) : Map.of();
    }
}
