package io.emistream.trainer.corpus;

import io.emistream.schemas.avro.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * The usable clips of a data set, and what is wrong with the others. Rows with a fault of their own are left out; a speaker in
 * two splits is reported and kept, as which split to believe is for people to say.
 *
 * @param outputSet name of the set the labels belong to
 * @param labels names in column order
 */
public record Dataset(
        String name, String outputSet, List<String> labels, List<ClipRecord> clips, List<Problem> problems) {
    public Dataset {
        labels = List.copyOf(labels);
        clips = List.copyOf(clips);
        problems = List.copyOf(problems);
    }

    /** The clips of one split. */
    public List<ClipRecord> clips(Split split) {
        return clips.stream().filter(clip -> clip.split() == split).toList();
    }

    static Dataset of(
            String name, String outputSet, List<String> labels, List<ClipRecord> read, List<Problem> problems) {
        var all = new ArrayList<>(problems);
        var clips = new ArrayList<ClipRecord>();
        var ids = new HashMap<String, ClipRecord>();
        var splits = new HashMap<String, Split>();
        for (var clip : read) {
            var earlier = ids.putIfAbsent(clip.id(), clip);
            if (earlier != null) {
                all.add(clip.problem(new Fault(
                        "duplicate clip",
                        clip.id(),
                        "first in row " + earlier.row() + " of " + earlier.table(),
                        "the first is kept; remove one")));
                continue;
            }
            clips.add(clip);
            var split = splits.putIfAbsent(clip.speaker(), clip.split());
            if (split != null && split != clip.split())
                all.add(clip.problem(new Fault(
                        "speaker in " + clip.split() + " and in " + split,
                        clip.speaker(),
                        "results would flatter",
                        "move the speaker to one split")));
        }
        return new Dataset(name, outputSet, labels, clips, all);
    }
}
