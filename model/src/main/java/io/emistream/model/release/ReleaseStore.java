package io.emistream.model.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.emistream.model.ReleaseId;
import io.emistream.model.weights.Safetensors;
import io.emistream.model.weights.SafetensorsWriter;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of releases, {@code name/version/{manifest.json, model.safetensors, answers.json}}. A release appears whole, by a rename, or not at all, and never
 * changes afterwards. Any thread, any process.
 */
public final class ReleaseStore implements ReleaseSource {
    private static final String MANIFEST = "manifest.json";
    private static final String WEIGHTS = "model.safetensors";
    private static final String ANSWERS = "answers.json";
    private static final String STAGING = ".publishing-";

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectWriter pretty = json.writerWithDefaultPrettyPrinter();
    private final Path folder;

    /** A store in a folder, which is made at the first publication. */
    public ReleaseStore(Path folder) {
        this.folder = folder;
    }

    /** Publishes without known answers; see {@link #publish(Manifest, WeightSource, List)}. */
    public Manifest publish(Manifest draft, WeightSource weights) throws IOException, ReleaseRefused {
        return publish(draft, weights, List.of());
    }

    /**
     * Writes a release and makes it visible.
     *
     * @param draft its manifest; file name, length and hash of the weights are filled in here
     * @param answers what it must say of known inputs
     * @return the manifest as stored
     * @throws ReleaseRefused if there is one of that name and version
     */
    public Manifest publish(Manifest draft, WeightSource weights, List<KnownAnswer> answers)
            throws IOException, ReleaseRefused {
        ReleaseId id = draft.card().id();
        Path place = place(id);
        vacant(id);
        Files.createDirectories(place.getParent());
        Path staging = Files.createTempDirectory(folder, STAGING);
        try {
            Path file = staging.resolve(WEIGHTS);
            SafetensorsWriter.write(file, weights);
            Manifest manifest =
                    draft.withWeights(new Manifest.WeightsFile(WEIGHTS, Files.size(file), Checksum.of(file)));
            Files.write(staging.resolve(MANIFEST), pretty.writeValueAsBytes(manifest));
            if (!answers.isEmpty()) {
                Files.write(staging.resolve(ANSWERS), pretty.writeValueAsBytes(answers));
            }
            move(staging, place, id);
            return manifest;
        } finally {
            delete(staging);
        }
    }

    @Override
    public Release open(ReleaseId id) throws IOException, ReleaseRefused {
        Manifest manifest = manifest(id);
        Path file = place(id).resolve(WEIGHTS);
        if (!manifest.weights().file().equals(WEIGHTS) || !Files.isRegularFile(file)) {
            throw new ReleaseRefused(
                    id,
                    "its weights file %s is not there"
                            .formatted(manifest.weights().file()));
        }
        String found = Checksum.of(file);
        if (!found.equals(manifest.weights().sha256())) {
            throw new ReleaseRefused(
                    id,
                    "its weights have SHA-256 %s; the manifest says %s"
                            .formatted(found, manifest.weights().sha256()));
        }
        return new Release(manifest, Safetensors.open(file));
    }

    /** Where a release is, or would be. */
    public URI location(ReleaseId id) {
        return place(id).toUri();
    }

    /** SHA-256 of a release's manifest, which holds those of its other files; lower-case hexadecimal. */
    public String manifestHash(ReleaseId id) throws IOException {
        return Checksum.of(place(id).resolve(MANIFEST));
    }

    /** Bytes of a release's files. */
    public long size(ReleaseId id) throws IOException {
        try (Stream<Path> files = Files.list(place(id))) {
            long size = 0;
            for (Path file : files.toList()) size += Files.size(file);
            return size;
        }
    }

    /** A release's manifest, without a look at its weights. */
    public Manifest manifest(ReleaseId id) throws IOException, ReleaseRefused {
        Path file = place(id).resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new ReleaseRefused(id, "there is no such release in %s".formatted(folder));
        }
        Manifest manifest;
        try {
            manifest = json.readValue(file.toFile(), Manifest.class);
        } catch (JsonProcessingException e) {
            throw new ReleaseRefused(id, "its manifest is not readable: " + e.getOriginalMessage());
        }
        if (!manifest.card().id().equals(id)) {
            throw new ReleaseRefused(
                    id, "its manifest is of %s".formatted(manifest.card().id()));
        }
        return manifest;
    }

    /** Refuses a name and version that are taken. */
    public void vacant(ReleaseId id) throws ReleaseRefused {
        if (Files.exists(place(id))) {
            throw new ReleaseRefused(
                    id, "there is one of that name and version; releases never change: choose another version");
        }
    }

    @Override
    public List<KnownAnswer> answers(ReleaseId id) throws IOException, ReleaseRefused {
        Path file = place(id).resolve(ANSWERS);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            return List.of(json.readValue(file.toFile(), KnownAnswer[].class));
        } catch (JsonProcessingException e) {
            throw new ReleaseRefused(id, "its known answers are not readable: " + e.getOriginalMessage());
        }
    }

    /** The release of that name that was created last; nothing when there is none. */
    public Optional<ReleaseId> newest(String name) throws IOException, ReleaseRefused {
        ReleaseId newest = null;
        Instant latest = Instant.MIN;
        for (ReleaseId id : list()) {
            if (id.name().equals(name)) {
                Instant created = Instant.parse(manifest(id).created());
                if (newest == null || !created.isBefore(latest)) {
                    newest = id;
                    latest = created;
                }
            }
        }
        return Optional.ofNullable(newest);
    }

    /** What is published, by name, then version. */
    public List<ReleaseId> list() throws IOException {
        var ids = new ArrayList<ReleaseId>();
        for (Path name : folders(folder)) {
            for (Path version : folders(name)) {
                if (Files.exists(version.resolve(MANIFEST))) {
                    ids.add(new ReleaseId(
                            name.getFileName().toString(), version.getFileName().toString()));
                }
            }
        }
        return List.copyOf(ids);
    }

    private Path place(ReleaseId id) {
        ReleaseNames.check("name", id.name());
        ReleaseNames.check("version", id.version());
        return folder.resolve(id.name()).resolve(id.version());
    }

    private static List<Path> folders(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory)
                    .filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static void move(Path staging, Path place, ReleaseId id) throws IOException, ReleaseRefused {
        try {
            Files.move(staging, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            throw new ReleaseRefused(id, "another process published it first");
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("%s lies on a file system without atomic renames; use another".formatted(place), e);
        }
    }

    private static void delete(Path staging) throws IOException {
        if (Files.exists(staging)) {
            try (Stream<Path> files = Files.walk(staging)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
