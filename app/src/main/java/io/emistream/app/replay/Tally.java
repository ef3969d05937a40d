package io.emistream.app.replay;

import io.emistream.app.evaluate.Answers;
import io.emistream.app.replay.Outcome.Answer;
import io.emistream.app.replay.Outcome.End;
import io.emistream.app.show.EventText;
import io.emistream.audio.SampleStream;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.trainer.evaluate.ClipAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sums up what came of calls. One thread. */
final class Tally {
    private final List<ClipAnswer> clips = new ArrayList<>();
    private final Map<String, Double> seconds = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final SortedSet<String> releases = new TreeSet<>();
    private final SortedSet<String> labels = new TreeSet<>();
    private final SortedSet<String> outputSets = new TreeSet<>();
    private int published;
    private int earlier;
    private double publishedSeconds;

    void add(Outcome outcome) {
        problems.addAll(outcome.problems());
        for (var answer : outcome.answers()) {
            double length = (double) answer.samples() / SampleStream.RATE;
            clips.add(new ClipAnswer(
                    answer.part().clip(),
                    answer.events().stream().map(Answers::part).toList()));
            seconds.put(answer.part().clip(), length);
            answer.events().forEach(this::release);
            if (outcome.end() == End.PUBLISHED) publishedSeconds += length;
        }
        if (outcome.end() == End.PUBLISHED) published++;
        if (outcome.end() == End.EARLIER) earlier++;
    }

    private void release(AffectEvent event) {
        if (event.getAbstained()) return;
        releases.add(event.getModelName() + "/" + event.getModelVersion());
        labels.addAll(event.getIntensities().keySet());
        outputSets.add(event.getOutputSet());
    }

    /** What the labels that were given belong to. */
    SortedSet<String> outputSets() {
        return outputSets;
    }

    int done() {
        return published + earlier;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Those that scored, where it was more than one: what they say does not belong into one figure. */
    List<String> mixed() {
        return releases.size() > 1 ? List.copyOf(releases) : List.of();
    }

    /** What was said of clips, for evaluation. */
    Answers answers() {
        return new Answers(String.join(" and ", releases), List.copyOf(labels), clips, seconds, problems);
    }

    /** How much was done in so many seconds. */
    String text(double took) {
        return String.format(
                Locale.ROOT,
                "%s, %d done before, %d problems; %.1f s of audio in %.1f s: %.1f audio seconds per second",
                published == 1 ? "1 session published" : published + " sessions published",
                earlier,
                problems.size(),
                publishedSeconds,
                took,
                took > 0 ? publishedSeconds / took : 0);
    }

    /** One line on a voice. */
    static String line(Outcome outcome, Answer answer) {
        long spoken = answer.events().stream()
                .mapToLong(event -> event.getLastSample() - event.getFirstSample() + 1)
                .sum();
        return String.format(
                Locale.ROOT,
                "%s %s  %d segments, %.1f s of %.1f s%s%s",
                outcome.call().session(),
                answer.participant(),
                answer.events().size(),
                (double) spoken / SampleStream.RATE,
                (double) answer.samples() / SampleStream.RATE,
                answer.events().isEmpty()
                        ? ""
                        : "  [" + EventText.release(answer.events().get(0)) + "]",
                outcome.end() == End.EARLIER ? "  done before" : "");
    }
}
