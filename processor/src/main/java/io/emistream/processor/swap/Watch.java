package io.emistream.processor.swap;

import io.emistream.model.ReleaseId;
import io.emistream.model.Scored;
import io.emistream.model.Waveform;
import io.emistream.model.engine.Outcomes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers what releases do, and says when one must be taken back. Thread-safe. */
final class Watch implements Outcomes {
    private final WatchRules rules;
    private final Map<ReleaseId, TrackRecord> records = new ConcurrentHashMap<>();

    Watch(WatchRules rules) {
        this.rules = rules;
    }

    @Override
    public void scored(Waveform waveform, Scored scored) {
        if (scored.score().abstained() == null) of(scored.release().id()).scored(waveform, scored);
    }

    @Override
    public void failed(ReleaseId release) {
        of(release).failed();
    }

    /** A release begins to serve anew. */
    void forget(ReleaseId release) {
        records.remove(release);
    }

    /** Why a release must be taken back, beside the one before it; nothing where it may stay. */
    Optional<String> verdict(ReleaseId release, @Nullable ReleaseId before) {
        TrackRecord now = of(release);
        if (now.failures() >= rules.failures())
            return Optional.of("%s failed on %d segments or gave values that are not finite; the limit is %d"
                    .formatted(release, now.failures(), rules.failures()));
        if (before == null || now.segments() < rules.least() || of(before).segments() < rules.least())
            return Optional.empty();
        return slower(release, before).or(() -> drifted(release, before));
    }

    private Optional<String> slower(ReleaseId release, ReleaseId before) {
        double ratio = of(release).pace() / of(before).pace();
        return ratio > rules.latencyFactor()
                ? Optional.of("%s takes %.1f times as long as %s; the limit is %.1f"
                        .formatted(release, ratio, before, rules.latencyFactor()))
                : Optional.empty();
    }

    /** Labels of the same name mean the same in the same set of outputs only. */
    private Optional<String> drifted(ReleaseId release, ReleaseId before) {
        if (!of(release).outputSet().equals(of(before).outputSet())) return Optional.empty();
        Map<String, Double> earlier = of(before).means();
        return of(release).means().entrySet().stream()
                .filter(mean -> earlier.containsKey(mean.getKey())
                        && Math.abs(mean.getValue() - earlier.get(mean.getKey())) > rules.drift())
                .findFirst()
                .map(mean -> "the mean of %s is %.2f with %s and %.2f with %s; the limit is %.2f apart"
                        .formatted(
                                mean.getKey(),
                                mean.getValue(),
                                release,
                                earlier.get(mean.getKey()),
                                before,
                                rules.drift()));
    }

    private TrackRecord of(ReleaseId release) {
        return records.computeIfAbsent(release, any -> new TrackRecord());
    }
}
