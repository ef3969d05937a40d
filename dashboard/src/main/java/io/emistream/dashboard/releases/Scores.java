package io.emistream.dashboard.releases;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last scores of each release, and pairs of those that are of the same segment. Served and shadow scores may come in any order;
 * of those without a partner the newest few thousand are remembered. Not thread-safe.
 */
final class Scores {
    /** How many pairs, or scores of a release, a comparison is made from. */
    static final int WINDOW = 500;

    /** How many scores of either kind wait for their partner; about 1 kB each. */
    static final int WAITING = 3_000;

    private static final int RELEASES = 8;

    private final Map<String, Score> served = waiting();
    private final Map<String, Score> shadows = waiting();
    private final Recent<Pair.Releases, Pair> pairs = new Recent<>(RELEASES, WINDOW);
    private final Recent<String, Score> byRelease = new Recent<>(RELEASES, WINDOW);

    /** A score that users of the deployment see. */
    void served(String segment, Score score) {
        byRelease.add(score.release(), score);
        var shadow = shadows.remove(segment);
        if (shadow == null) served.put(segment, score);
        else pair(score, shadow);
    }

    /** A score for comparison only. */
    void shadowed(String segment, Score score) {
        var partner = served.remove(segment);
        if (partner == null) shadows.put(segment, score);
        else pair(partner, score);
    }

    /** How a shadow does on the segments that this release served. */
    Comparison shadow(String active, String shadow) {
        return Comparison.ofPairs(pairs.of(new Pair.Releases(active, shadow)));
    }

    /** How two releases do on the segments that each of them served. */
    Comparison canary(String active, String canary) {
        return Comparison.ofEach(byRelease.of(active), byRelease.of(canary));
    }

    private void pair(Score score, Score shadow) {
        var pair = new Pair(score, shadow);
        pairs.add(pair.releases(), pair);
    }

    private static Map<String, Score> waiting() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.@Nullable Entry<String, Score> eldest) {
                return size() > WAITING;
            }
        };
    }
}
