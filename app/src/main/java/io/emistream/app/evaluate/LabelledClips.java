package io.emistream.app.evaluate;

import io.emistream.app.problem.UsageProblem;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.BadDataset;
import io.emistream.trainer.corpus.ClipRecord;
import io.emistream.trainer.corpus.Dataset;
import io.emistream.trainer.corpus.LabelSource;
import io.emistream.trainer.corpus.Problem;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The clips that a release is judged by.
 *
 * @param source of the labels
 * @param splits to take
 * @param outputs that the user named; empty for all
 * @param clips of those splits; their {@code id} names them in {@code ClipAnswer}, their {@code audio} is the file
 * @param names of all its clips, those of other splits included
 * @param problems rows that were left out, or need a look
 */
public record LabelledClips(
        LabelSource source,
        List<Split> splits,
        List<String> outputs,
        List<ClipRecord> clips,
        Set<String> names,
        List<Problem> problems) {

    static LabelledClips read(LabelSource source, List<Split> splits, List<String> outputs) throws BadDataset {
        Dataset all = source.read(List.of());
        List<ClipRecord> chosen = chosen(all, splits);
        if (chosen.isEmpty())
            throw new UsageProblem(source.table() + " has no usable clip in " + splits + " ("
                    + all.clips().size() + " in other splits, " + all.problems().size() + " rows with problems"
                    + (all.problems().isEmpty()
                            ? ""
                            : ", the first: " + all.problems().get(0)) + "); see --split");
        var names = all.clips().stream().map(ClipRecord::id).collect(Collectors.toUnmodifiableSet());
        return new LabelledClips(source, splits, outputs, chosen, names, all.problems());
    }

    /**
     * Looks whether the table has the outputs that the user named, before it is known what a release gives.
     *
     * @throws UsageProblem when it lacks one
     */
    public void checkOutputs() {
        for (String output : outputs)
            if (!source.header().contains(output))
                throw new UsageProblem("--outputs has " + output + ", and " + source.table() + " has the columns "
                        + source.header() + "; choose among them");
    }

    /**
     * The labels that can be compared, in the order in which they were named, or that of the table.
     *
     * @param given by the release
     * @throws UsageProblem when there is none, or one that the user named is missing
     */
    List<String> comparable(List<String> given) {
        List<String> wanted = outputs.isEmpty()
                ? source.header().stream().filter(given::contains).toList()
                : outputs;
        var missing = wanted.stream()
                .filter(label -> !given.contains(label) || !source.header().contains(label))
                .toList();
        if (wanted.isEmpty() || !missing.isEmpty())
            throw new UsageProblem("the release gives " + given + " and " + source.table() + " has the columns "
                    + source.header()
                    + (missing.isEmpty() ? ": nothing is in both" : ": " + missing + " is not in both")
                    + "; name the columns as the outputs");
        return wanted;
    }

    /**
     * The same clips with those labels read; rows whose labels cannot be used are among the problems, and no more among the clips.
     *
     * @throws UsageProblem when the table cannot be read any more
     */
    LabelledClips labelled(List<String> labels) {
        try {
            Dataset read = source.read(labels);
            return new LabelledClips(source, splits, outputs, chosen(read, splits), names, read.problems());
        } catch (BadDataset e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }

    private static List<ClipRecord> chosen(Dataset all, List<Split> splits) {
        return all.clips().stream()
                .filter(clip -> splits.contains(clip.split()))
                .toList();
    }
}
