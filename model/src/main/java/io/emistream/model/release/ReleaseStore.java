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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Releases, each {@code manifest.json, model.safetensors, answers.json}, in a folder or elsewhere. A release appears whole or not at all, and never changes
 * afterwards. Any thread, any process.
 */
public final class ReleaseStore implements ReleaseSource {
    private static final String WEIGHTS = "model.safetensors";
    private static final String ANSWERS = "answers.json";

    private final ObjectMapper json = new ObjectMapper();
    private final ObjectWriter pretty = json.writerWithDefaultPrettyPrinter();
    private final Shelf shelf;

    /** A store in a folder, which is made at the first publication. */
    public ReleaseStore(Path folder) {
        this(new FolderShelf(folder));
    }

    /** A store whose files lie on a shelf. */
    public ReleaseStore(Shelf shelf) {
        this.shelf = shelf;
    }

    /** Publishes without known answers; see {@link #publish(Manifest, WeightSource, List)}. */
    public Manifest publish(Manifest draft, WeightSource weights) throws IOException, ReleaseRefused {
        return publish(draft, weights, List.of());
    }

    /** Publishes an ensemble, which is a manifest alone; see {@link #publish(Manifest, WeightSource, List)}. */
    public Manifest publishEnsemble(Manifest draft, List<KnownAnswer> answers) throws IOException, ReleaseRefused {
        try (Release whole = assemble(draft)) {
            return publish(draft, whole.weights(), answers);
        }
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
        vacant(id);
        Path staging = shelf.staging();
        try {
            Manifest manifest = draft.ensemble() == null ? written(staging, draft, weights) : draft;
            Files.write(staging.resolve(Shelf.MANIFEST), ManifestFile.bytes(manifest));
            if (!answers.isEmpty()) {
                Files.write(staging.resolve(ANSWERS), pretty.writeValueAsBytes(answers));
            }
            shelf.put(id, staging);
            return manifest;
        } finally {
            delete(staging);
        }
    }

    private static Manifest written(Path staging, Manifest draft, WeightSource weights) throws IOException {
        Path file = staging.resolve(WEIGHTS);
        SafetensorsWriter.write(file, weights);
        return draft.withWeights(new Manifest.WeightsFile(WEIGHTS, Files.size(file), Checksum.of(file)));
    }

    /**
     * Opens the members of an ensemble.
     *
     * @param manifest of the ensemble, published or not
     * @throws ReleaseRefused if a member is not what it was when the ensemble was made
     */
    public Release assemble(Manifest manifest) throws IOException, ReleaseRefused {
        ReleaseId id = manifest.card().id();
        Ensemble ensemble = manifest.ensemble();
        if (ensemble == null) throw new ReleaseRefused(id, "it is no ensemble");
        var opened = new ArrayList<Release>();
        try {
            for (Ensemble.Member member : ensemble.members()) {
                String found = manifestHash(member.id());
                if (!found.equals(member.manifestSha256()))
                    throw new ReleaseRefused(
                            id,
                            "the manifest of its member %s has SHA-256 %s; when the ensemble was made it was %s"
                                    .formatted(member.release(), found, member.manifestSha256()));
                EnsembleDraft.check(id, manifest(ensemble.members().get(0).id()), manifest(member.id()));
                opened.add(open(member.id()));
            }
            return Release.of(manifest, opened);
        } catch (IOException | ReleaseRefused | RuntimeException e) {
            for (Release release : opened) release.close();
            throw e;
        }
    }

    @Override
    public Release open(ReleaseId id) throws IOException, ReleaseRefused {
        Manifest manifest = manifest(id);
        if (manifest.ensemble() != null) return assemble(manifest);
        Path file = weights(id, manifest, false);
        String found = Checksum.of(file);
        if (!found.equals(manifest.weights().sha256())) {
            file = weights(id, manifest, true);
            found = Checksum.of(file);
        }
        if (!found.equals(manifest.weights().sha256())) {
            throw new ReleaseRefused(
                    id,
                    "its weights have SHA-256 %s; the manifest says %s"
                            .formatted(found, manifest.weights().sha256()));
        }
        return new Release(manifest, Safetensors.open(file));
    }

    private Path weights(ReleaseId id, Manifest manifest, boolean anew) throws IOException, ReleaseRefused {
        Manifest.WeightsFile weights = manifest.weights();
        Optional<Path> file = weights.file().equals(WEIGHTS) ? shelf.weights(id, weights, anew) : Optional.empty();
        return file.orElseThrow(
                () -> new ReleaseRefused(id, "its weights file %s is not there".formatted(weights.file())));
    }

    /** Where a release is, or would be. */
    public URI location(ReleaseId id) {
        return shelf.location(checked(id));
    }

    @Override
    public String manifestHash(ReleaseId id) throws IOException, ReleaseRefused {
        return Checksum.of(manifestBytes(id));
    }

    /** Bytes of a release's files. */
    public long size(ReleaseId id) throws IOException, ReleaseRefused {
        long answers = shelf.read(id, ANSWERS).map(bytes -> bytes.length).orElse(0);
        return manifestBytes(id).length + manifest(id).weights().bytes() + answers;
    }

    /** A release's manifest, without a look at its weights. */
    public Manifest manifest(ReleaseId id) throws IOException, ReleaseRefused {
        Manifest manifest;
        try {
            manifest = json.readValue(manifestBytes(id), Manifest.class);
        } catch (JsonProcessingException e) {
            throw new ReleaseRefused(id, "its manifest is not readable: " + e.getOriginalMessage());
        }
        if (!manifest.card().id().equals(id)) {
            throw new ReleaseRefused(
                    id, "its manifest is of %s".formatted(manifest.card().id()));
        }
        return manifest;
    }

    private byte[] manifestBytes(ReleaseId id) throws IOException, ReleaseRefused {
        return shelf.read(checked(id), Shelf.MANIFEST)
                .orElseThrow(() -> new ReleaseRefused(id, "there is no such release in %s".formatted(shelf)));
    }

    /** Refuses a name and version that are taken. */
    public void vacant(ReleaseId id) throws IOException, ReleaseRefused {
        if (shelf.read(checked(id), Shelf.MANIFEST).isPresent()) {
            throw new ReleaseRefused(
                    id, "there is one of that name and version; releases never change: choose another version");
        }
    }

    @Override
    public List<KnownAnswer> answers(ReleaseId id) throws IOException, ReleaseRefused {
        Optional<byte[]> stored = shelf.read(checked(id), ANSWERS);
        if (stored.isEmpty()) {
            return List.of();
        }
        try {
            return List.of(json.readValue(stored.get(), KnownAnswer[].class));
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
        return shelf.ids().stream()
                .sorted(Comparator.comparing(ReleaseId::name).thenComparing(ReleaseId::version))
                .toList();
    }

    private static ReleaseId checked(ReleaseId id) {
        ReleaseNames.check("name", id.name());
        ReleaseNames.check("version", id.version());
        return id;
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
