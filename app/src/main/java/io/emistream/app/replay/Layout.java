package io.emistream.app.replay;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.replay.Call.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What a folder's files are to each other. */
enum Layout {
    /** A sub-folder is a session, a file in it a participant; a file beside them is a session of one voice. */
    CALLS {
        @Override
        Stream<Path> files(Path folder) throws IOException {
            return Files.walk(folder, 2);
        }

        @Override
        Place place(Path inside, String name) {
            var parent = inside.getParent();
            return parent == null ? new Place(name, ONE_VOICE) : new Place(parent.toString(), name);
        }
    },

    /** Each file is a session of its own, at any depth. */
    CLIPS {
        @Override
        Stream<Path> files(Path folder) throws IOException {
            return Files.walk(folder);
        }

        @Override
        Place place(Path inside, String name) {
            return new Place(slashed(inside.resolveSibling(name)), ONE_VOICE);
        }
    };

    /** The participant of a session that has one voice. */
    static final String ONE_VOICE = "speaker";

    /** Where a file comes to lie. */
    record Place(String session, String participant) {}

    abstract Stream<Path> files(Path folder) throws IOException;

    /** @param name the file's, with or without its ending */
    abstract Place place(Path inside, String name);

    /**
     * The sessions of a folder, in the order of their names; files that begin with a dot are passed over.
     *
     * @param prefix put before the names of sessions
     * @throws UsageProblem when there is no such folder, or nothing in it
     */
    List<Call> of(Path folder, String prefix) throws IOException {
        if (!Files.isDirectory(folder)) throw new UsageProblem("there is no folder " + folder + "; check the path");
        try (var files = files(folder)) {
            var found = files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .filter(inside -> !inside.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
            if (found.isEmpty())
                throw new UsageProblem("folder " + folder + " holds no files; name one with recordings");
            return calls(folder, found, prefix);
        }
    }

    /** Clips that a table names, each a session of its own. */
    static List<Call> of(Map<String, Path> clips, String prefix) {
        var calls = new ArrayList<Call>();
        clips.forEach((clip, file) -> calls.add(new Call(prefix + clip, List.of(new Part(clip, ONE_VOICE, file)))));
        return calls;
    }

    private List<Call> calls(Path folder, List<Path> found, String prefix) {
        var shared = shared(found);
        var sessions = new LinkedHashMap<String, List<Part>>();
        for (var inside : found) {
            var brief = place(inside, withoutEnding(inside));
            var place =
                    shared.contains(brief) ? place(inside, inside.getFileName().toString()) : brief;
            var part = new Part(slashed(inside), place.participant(), folder.resolve(inside));
            var parts = sessions.computeIfAbsent(prefix + place.session(), session -> new ArrayList<>());
            parts.forEach(other -> refuseStrangers(place.session(), other, part));
            parts.add(part);
        }
        return sessions.entrySet().stream()
                .map(entry -> new Call(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** a.wav is not a voice of the call whose folder is a. */
    private static void refuseStrangers(String session, Part one, Part other) {
        boolean together = Objects.equals(one.file().getParent(), other.file().getParent());
        if (!together || one.participant().equals(other.participant()))
            throw new UsageProblem(one.clip() + " and " + other.clip() + " would both be of session " + session
                    + ", and do not belong together; rename one of them");
    }

    /** Places that several files would have but for their endings: a.wav and a.mp3. */
    private Set<Place> shared(List<Path> found) {
        var once = new LinkedHashSet<Place>();
        var again = new LinkedHashSet<Place>();
        for (var inside : found) {
            var place = place(inside, withoutEnding(inside));
            if (!once.add(place)) again.add(place);
        }
        return again;
    }

    private static String withoutEnding(Path inside) {
        return inside.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
    }

    private static String slashed(Path inside) {
        return inside.toString().replace('\\', '/');
    }
}
