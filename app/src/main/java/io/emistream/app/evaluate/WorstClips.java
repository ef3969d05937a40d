package io.emistream.app.evaluate;

import io.emistream.app.report.Page;
import io.emistream.audio.AudioFiles;
import io.emistream.schemas.Pcm16;
import io.emistream.trainer.evaluate.Predictions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** The clips that a release is most wrong about, to be looked at and heard. */
record WorstClips(Figures figures) {
    private static final int SHOWN = 12;
    private static final int RATE = 16_000;
    private static final int LONGEST = 12 * RATE;

    /** Writes them; with their first 12 s, as 16-bit WAV, where they may be kept. */
    void write(Page page, boolean keepAudio) {
        var rows = new ArrayList<List<String>>();
        var heading = new ArrayList<>(List.of("clip", "speaker", "MAE"));
        heading.addAll(said().labels());
        rows.add(heading);
        var worst = worst();
        for (int clip : worst) rows.add(row(clip));
        page.section("Worst clips")
                .paragraph("By the mean absolute error over outputs; each cell is prediction / label.")
                .table(rows);
        if (keepAudio) for (int clip : worst) sound(page, clip);
    }

    private Predictions said() {
        return figures.judged().predictions();
    }

    private int[] worst() {
        return IntStream.range(0, figures.judged().clips().size())
                .filter(clip -> !Double.isNaN(error(clip)))
                .boxed()
                .sorted(Comparator.comparingDouble(this::error).reversed())
                .limit(SHOWN)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private double error(int clip) {
        return IntStream.range(0, said().labels().size())
                .mapToDouble(label -> Math.abs(said().predicted()[label][clip] - said().targets()[label][clip]))
                .filter(apart -> !Double.isNaN(apart))
                .average()
                .orElse(Double.NaN);
    }

    private List<String> row(int clip) {
        var record = figures.judged().clips().get(clip);
        var cells = new ArrayList<>(List.of(record.id(), record.speaker(), EvaluationText.number(error(clip))));
        for (int label = 0; label < said().labels().size(); label++)
            cells.add(EvaluationText.number(said().predicted()[label][clip]) + " / "
                    + EvaluationText.number(said().targets()[label][clip]));
        return cells;
    }

    private void sound(Page page, int clip) {
        var record = figures.judged().clips().get(clip);
        page.paragraph(record.id());
        try (var stream = AudioFiles.open(record.audio())) {
            page.sound(wav(stream.readAll()));
        } catch (IOException e) {
            page.paragraph("cannot be read any more: " + e.getMessage());
        }
    }

    private static byte[] wav(float[] samples) throws IOException {
        byte[] pcm = Pcm16.encode(Arrays.copyOf(samples, Math.min(samples.length, LONGEST)));
        var format = new AudioFormat(RATE, Pcm16.BYTES * Byte.SIZE, 1, true, false);
        try (var sound = new AudioInputStream(new ByteArrayInputStream(pcm), format, pcm.length / Pcm16.BYTES);
                var wav = new ByteArrayOutputStream()) {
            AudioSystem.write(sound, AudioFileFormat.Type.WAVE, wav);
            return wav.toByteArray();
        }
    }
}
