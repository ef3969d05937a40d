package io.emistream.app.command;

import io.emistream.audio.AudioFiles;
import io.emistream.audio.UnreadableAudio;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.Engines;
import io.emistream.model.release.BundledRelease;
import io.emistream.processor.segment.Cut;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmentation;
import io.emistream.schemas.Pcm16;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores recordings without Kafka: quantised, cut and scored as the live stream is. */
@Command(name = "analyze", mixinStandardHelpOptions = true, description = "Scores recordings without Kafka.")
public final class AnalyzeCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "WAV, FLAC, MP3, Ogg, AIFF or AU")
    private List<Path> files = List.of();

    @Option(names = "--canonical", description = "one waveform a batch: the same bits each time")
    private boolean canonical;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var release = BundledRelease.open();
        var engine = canonical
                ? Engines.openCanonical(release, DeviceChoice.auto())
                : Engines.open(release, DeviceChoice.auto());
        var rules = canonical ? BatchRules.CANONICAL : BatchRules.DEFAULT;
        boolean failed = false;
        try (var scorer = new BatchingScorer(engine, rules, System::nanoTime)) {
            for (var file : files) failed |= !analyzed(file, scorer);
        }
        return failed ? 1 : 0;
    }

    private boolean analyzed(Path file, BatchingScorer scorer) {
        short[] samples;
        try (var stream = AudioFiles.open(file)) {
            samples = Pcm16.shorts(Pcm16.encode(stream.readAll()));
        } catch (UnreadableAudio e) {
            spec.commandLine().getErr().println("emi: " + e.getMessage());
            return false;
        }
        var heard = Pcm16.floats(Pcm16.encode(samples));
        for (var cut : Segmentation.of(SegmentRules.standard(), samples)) {
            if (!(cut instanceof Cut.Segment segment)) continue;
            int from = Math.toIntExact(segment.firstSample());
            var scored = scorer.submit(new Waveform(Arrays.copyOfRange(heard, from, from + segment.length())))
                    .join();
            show(
                    file,
                    segment,
                    scored.score(),
                    scored.release().id() + (scored.release().trained() ? "" : " (untrained)"));
        }
        return true;
    }

    private void show(Path file, Cut.Segment segment, Score score, String release) {
        double start = (double) segment.firstSample() / Waveform.RATE;
        double end = (segment.lastSample() + 1.0) / Waveform.RATE;
        spec.commandLine()
                .getOut()
                .println(String.format(
                        Locale.ROOT,
                        "%s  %.2f-%.2f s  %s  %s  %s",
                        file,
                        start,
                        end,
                        score.intensities(),
                        score.affect(),
                        release));
    }
}
