package io.emistream.app.role;

import io.emistream.app.problem.UsageProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Where recordings come from: those that are bundled, or a folder. */
public final class Recordings {
    private static final String ONE_VOICE = "speaker";

    private Recordings() {}

    /** The bundled recordings, copied to the folder so that decoders can open them; their index names {@code session/participant.flac}. */
    public static List<Recording> bundled(Path folder) throws IOException {
        try (var index = resource("index.txt")) {
            var names = new String(index.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            for (var name : names) copy(name, folder.resolve(name));
            return names.stream()
                    .map(name -> recording(folder, folder.resolve(name)))
                    .toList();
        }
    }

    private static void copy(String name, Path to) throws IOException {
        Files.createDirectories(to.resolveSibling("."));
        try (var audio = resource(name)) {
            Files.copy(audio, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * A folder of sessions: each sub-folder is one, each file in it a participant; a file beside them is a session of one voice.
     *
     * @throws UsageProblem when there is no such folder, or nothing in it
     */
    public static List<Recording> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) throw new UsageProblem("there is no folder " + folder + "; check the path");
        try (var files = Files.walk(folder, 2)) {
            var found = files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .flatMap(file -> Stream.of(recording(folder, file)))
                    .toList();
            if (found.isEmpty())
                throw new UsageProblem("folder " + folder + " holds no files; name one with recordings");
            return found;
        }
    }

    private static Recording recording(Path root, Path file) {
        var name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        var parent = file.getParent();
        return parent == null || parent.equals(root)
                ? new Recording(name, ONE_VOICE, file)
                : new Recording(parent.getFileName().toString(), name, file);
    }

    private static InputStream resource(String name) throws IOException {
        var stream = Recordings.class.getResourceAsStream("/io/emistream/app/recordings/" + name);
        if (stream == null) throw new IOException("bundled recording " + name + " is missing from this build");
        return stream;
    }
}
