package io.emistream.app.data;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.show.ProgressLine;
import io.emistream.audio.AudioFiles;
import io.emistream.audio.SampleStream;
import io.emistream.audio.UnreadableAudio;
import io.emistream.trainer.corpus.BadDataset;
import io.emistream.trainer.corpus.ClipRecord;
import io.emistream.trainer.corpus.DataDescription;
import io.emistream.trainer.corpus.Dataset;
import io.emistream.trainer.corpus.LabelSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a data set holds: clips, speakers, durations, labels. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Says what a data set holds: clips, speakers, durations, how labels are spread and go together.",
        footer = {
            "",
            "Examples: emi data describe emi-challenge --report report",
            "          emi data describe clips --labels clips.csv --json"
        })
public final class DescribeCommand implements Callable<Integer> {
    private static final int BLOCK = 8192;
    private static final int SHOWN = 20;

    @Parameters(paramLabel = "FOLDER", description = "of the audio, or in the EMI challenge's layout")
    private Path folder = Path.of(".");

    @Option(
            names = "--labels",
            paramLabel = "CSV|DIR",
            description =
                    "one row a clip: file (below FOLDER), perhaps speaker and split, one column a label in 0 to 1;"
                            + " default: FOLDER has the EMI challenge's layout")
    private @Nullable Path labels;

    @Option(
            names = "--outputs",
            split = ",",
            paramLabel = "LABEL",
            description = "columns that are labels; default: all whose values are numbers in 0 to 1")
    private List<String> outputs = List.of();

    @Option(names = "--report", paramLabel = "DIR", description = "write a page, its pictures and tables")
    private @Nullable Path report;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            var source = LabelSource.open(labels == null ? folder : labels, folder);
            var names = outputs.isEmpty() ? source.labelColumns() : outputs;
            if (names.isEmpty() || !source.header().containsAll(names))
                throw new UsageProblem("labels are " + names + " and " + source.table() + " has the columns "
                        + source.header() + "; name the labels with --outputs");
            return describe(source, names, source.read(names));
        } catch (BadDataset e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }

    private int describe(LabelSource source, List<String> names, Dataset dataset) {
        var seconds = new HashMap<String, Double>();
        int unreadable = seconds(dataset.clips(), seconds);
        dataset.problems().stream().limit(SHOWN).forEach(problem -> error(problem.toString()));
        if (dataset.problems().size() > SHOWN)
            error("and " + (dataset.problems().size() - SHOWN) + " more");
        var described = new Described(
                String.valueOf(source.table().toAbsolutePath().normalize().getFileName()),
                dataset.clips(),
                DataDescription.of(dataset.clips(), names, seconds),
                seconds,
                source.speakers());
        var out = spec.commandLine().getOut();
        if (json) out.println(described.json());
        else described.lines().forEach(out::println);
        out.flush();
        if (report != null) described.report(report);
        return unreadable == 0 && dataset.problems().isEmpty() ? 0 : 1;
    }

    /** Decodes every clip; what a file's header says of its length may be wrong. */
    private int seconds(List<ClipRecord> clips, Map<String, Double> seconds) {
        int unreadable = 0;
        try (var progress = ProgressLine.on(spec.commandLine().getErr())) {
            for (int i = 0; i < clips.size(); i++) {
                progress.show(i + " of " + clips.size() + " clips");
                try {
                    seconds.put(clips.get(i).id(), length(clips.get(i).audio()));
                } catch (UnreadableAudio e) {
                    progress.close();
                    error(String.valueOf(e.getMessage()));
                    unreadable++;
                }
            }
        }
        return unreadable;
    }

    private static double length(Path file) throws UnreadableAudio {
        long samples = 0;
        var block = new float[BLOCK];
        try (var stream = AudioFiles.open(file)) {
            for (int got = stream.read(block); got >= 0; got = stream.read(block)) samples += got;
        }
        return (double) samples / SampleStream.RATE;
    }

    private void error(String line) {
        spec.commandLine().getErr().println("emi: " + line);
    }
}
