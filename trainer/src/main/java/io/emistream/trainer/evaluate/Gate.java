package io.emistream.trainer.evaluate;

import io.emistream.trainer.statistics.Bootstrap;
import io.emistream.trainer.statistics.Metric;
import io.emistream.trainer.statistics.Quantile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a candidate may take the current release's place, by what both say of the same held-out clips. Pure.
 *
 * @param margin mean ρ must be better by more than this, at the lower end of its interval
 * @param confidence of that interval, one-sided: a bootstrap that draws speakers, with all their clips
 * @param labelLoss no label's ρ may be lower by more than this
 * @param slower most times the current release's time
 */
public record Gate(double margin, double confidence, double labelLoss, double slower) {
    private static final int LEAST_SPEAKERS = 2;

    public Gate {
        if (!(margin >= -2 && margin <= 2))
            throw new IllegalArgumentException("gate.margin is " + margin + "; give -2 to 2");
        if (!(confidence >= 0.5 && confidence < 1))
            throw new IllegalArgumentException("gate.confidence is " + confidence + "; give 0.5 to below 1");
        if (!(labelLoss >= 0))
            throw new IllegalArgumentException("gate.labelLoss is " + labelLoss + "; give 0 or more");
        if (!(slower > 0)) throw new IllegalArgumentException("gate.slower is " + slower + "; give more than 0");
    }

    /** Better at all, with 95 %; no label worse by more than 0.05; at most twice the time. */
    public static Gate standard() {
        return new Gate(0, 0.95, 0.05, 2);
    }

    /**
     * One thing that was looked at.
     *
     * @param words what, with value and limit
     */
    public record Check(boolean passed, String words) {}

    /** All that was looked at. */
    public record Verdict(List<Check> checks) {
        public Verdict {
            checks = List.copyOf(checks);
        }

        public boolean passed() {
            return checks.stream().allMatch(Check::passed);
        }

        /** Each check in words. */
        public List<String> words() {
            return checks.stream()
                    .map(check -> (check.passed() ? "passed: " : "failed: ") + check.words())
                    .toList();
        }
    }

    /**
     * Judges.
     *
     * @param current null where there is nothing to compare with: then only whether the candidate is sound is looked at
     */
    public Verdict judge(@Nullable Predictions current, Predictions candidate) {
        var checks = new ArrayList<Check>();
        checks.add(new Check(
                candidate.missing() == 0, "values that are not finite: " + candidate.missing() + ", limit 0"));
        checks.add(new Check(
                !candidate.speakers().isEmpty(),
                "held-out clips: " + candidate.speakers().size() + ", at least 1"));
        if (current == null || candidate.speakers().isEmpty()) return new Verdict(checks);
        if (!current.labels().equals(candidate.labels()))
            return new Verdict(List.of(new Check(
                    false,
                    "outputs " + candidate.labels() + " cannot be compared with those that serve, " + current.labels()
                            + ": promote it by hand")));
        long speakers = candidate.speakers().stream().distinct().count();
        checks.add(new Check(
                speakers >= LEAST_SPEAKERS,
                "held-out speakers: " + speakers + ", at least " + LEAST_SPEAKERS + " for an interval over speakers"));
        checks.add(better(current, candidate));
        for (int label = 0; label < candidate.labels().size(); label++) checks.add(label(current, candidate, label));
        checks.add(new Check(
                candidate.pace() <= slower * current.pace(),
                text("time for a second of audio: %.4f s, limit %.4f", candidate.pace(), slower * current.pace())));
        return new Verdict(checks);
    }

    /**
     * Judges a candidate beside a release that gives another set of outputs, or that is out of reach: which is better cannot be said, so that a person
     * has to.
     *
     * @param serving that release, in words
     */
    public Verdict incomparable(String serving, Predictions candidate) {
        var checks = new ArrayList<>(judge(null, candidate).checks());
        checks.add(new Check(false, "cannot be compared with " + serving + ", which serves: promote it by hand"));
        return new Verdict(checks);
    }

    private Check better(Predictions current, Predictions candidate) {
        int[] all = candidate.all();
        double gain = candidate.meanPearson(all) - current.meanPearson(all);
        double low = lowGain(current, candidate);
        return new Check(
                low > margin,
                text(
                        "mean ρ %.3f, now %.3f: better by %.3f, with %.0f %% confidence by more than %.3f; limit %.3f",
                        candidate.meanPearson(all), current.meanPearson(all), gain, 100 * confidence, low, margin));
    }

    private Check label(Predictions current, Predictions candidate, int label) {
        double now = Metric.PEARSON.counted(current.pearson(label, current.all()));
        double next = Metric.PEARSON.counted(candidate.pearson(label, candidate.all()));
        return new Check(
                now - next <= labelLoss,
                text("ρ of %s %.3f, now %.3f; may lose %.3f", candidate.labels().get(label), next, now, labelLoss));
    }

    /** The lower end of the interval of the gain in mean ρ; both releases see the same draws. */
    private double lowGain(Predictions current, Predictions candidate) {
        double[] gains = Bootstrap.STANDARD
                .of(candidate.bySpeaker(candidate.all()), clips ->
                        new double[] {candidate.meanPearson(clips) - current.meanPearson(clips)})
                .get(0);
        return Quantile.of(gains, 1 - confidence);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
