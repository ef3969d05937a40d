package io.emistream.app.bench;

import io.emistream.app.role.Analysis;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.Recording;
import io.emistream.app.role.Recordings;
import io.emistream.app.role.Replay;
import io.emistream.audio.UnreadableAudio;
import io.emistream.producer.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bundled recordings, played live and again and again by as many sessions at once, each begun a little later than the one before. One thread. */
final class LiveSessions implements AutoCloseable {
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(1_300);

    private final Cluster cluster;
    private final int atOnce;
    private final List<Recording> recordings;
    private final Map<Recording, List<Long>> firstSamples = new HashMap<>();
    private final List<Replay> playing = new ArrayList<>();
    private final Set<String> expected = new HashSet<>();
    private int started;
    private long lastStart = System.nanoTime();
    private boolean ending;

    LiveSessions(Cluster cluster, int atOnce, Path folder) throws IOException, UnreadableAudio {
        this.cluster = cluster;
        this.atOnce = atOnce;
        this.recordings = Recordings.bundled(folder);
        for (var recording : recordings) {
            var firsts = new ArrayList<Long>();
            for (var segment : Analysis.segments(recording)) firsts.add(segment.firstSample());
            firstSamples.put(recording, firsts);
        }
    }

    /** Starts the next session where one is due; call it often. */
    void goOn() {
        playing.removeIf(replay -> {
            if (replay.done()) closeQuietly(replay);
            return replay.done();
        });
        boolean due = System.nanoTime() - lastStart >= BETWEEN_STARTS.toNanos();
        if (!ending && due && playing.size() < atOnce) start();
    }

    private void start() {
        var recording = recordings.get(started % recordings.size());
        var session = recording.as("session-" + started);
        for (long first : firstSamples.getOrDefault(recording, List.of()))
            expected.add(session.session() + "/" + session.participant() + "/" + first);
        playing.add(Replay.start(cluster, List.of(session), new Pace(1)));
        lastStart = System.nanoTime();
        started++;
    }

    /** Whether as many play as shall. */
    boolean full() {
        return playing.size() == atOnce;
    }

    /** Starts no more. */
    void end() {
        ending = true;
    }

    /** Whether all have ended. */
    boolean ended() {
        return ending && playing.isEmpty();
    }

    /** The segments of all that were started. */
    Set<String> expected() {
        return Set.copyOf(expected);
    }

    private static void closeQuietly(Replay replay) {
        try {
            replay.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        playing.forEach(LiveSessions::closeQuietly);
    }
}
