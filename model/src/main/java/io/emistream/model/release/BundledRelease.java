package io.emistream.model.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.weights.Safetensors;
import io.emistream.model.weights.SeededWeights;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The releases that need no download: {@link #trained()}, which learned six acted emotions from a small German corpus (docs/model-cards/small-emodb.md),
 * and {@link #open()}, the same architecture with random weights from a fixed seed, whose values mean nothing.
 */
public final class BundledRelease {
    private static final long SEED = 20_240_311;

    /** Name of the one that scores where nothing else is asked for. */
    public static final String DEFAULT = "small-emodb";

    private static final String TRAINED = DEFAULT;
    private static final String UNTRAINED = "small-untrained";
    private static final String VERSION = "1";

    /** Their names, the one that scores first. */
    public static final List<String> NAMES = List.of(TRAINED, UNTRAINED);

    private BundledRelease() {}

    /** Whether {@code NAME} or {@code NAME/VERSION} means one of them. */
    public static boolean isNamed(String text) {
        return NAMES.stream().anyMatch(name -> text.equals(name) || text.equals(name + "/" + VERSION));
    }

    /** Opens the one of that {@code NAME} or {@code NAME/VERSION}. */
    public static Release open(String name) throws IOException {
        if (!isNamed(name)) throw new IllegalArgumentException("there is no bundled release " + name);
        return name.startsWith(TRAINED) ? trained() : open();
    }

    /** What the one of that {@code NAME} or {@code NAME/VERSION} says of itself. */
    public static Manifest manifest(String name) throws IOException {
        try (Release release = open(name)) {
            return release.manifest();
        }
    }

    /** The one that scores where nothing else is asked for. Its weights are copied to a temporary file, which is deleted when it is closed. */
    public static Release trained() throws IOException {
        Manifest manifest = new ObjectMapper().readValue(bytes("manifest.json"), Manifest.class);
        Path file = Files.createTempFile("emistream-", ".safetensors");
        try (InputStream in = resource("model.safetensors")) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return new Release(manifest, deletedWhenClosed(Safetensors.open(file), file));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** What {@link #trained()} must say of known inputs. */
    public static List<KnownAnswer> answers() throws IOException {
        return List.of(new ObjectMapper().readValue(bytes("answers.json"), KnownAnswer[].class));
    }

    private static WeightSource deletedWhenClosed(Safetensors weights, Path file) {
        return new WeightSource() {
            @Override
            public Map<String, List<Integer>> shapes() {
                return weights.shapes();
            }

            @Override
            public float[] read(String name) throws IOException {
                return weights.read(name);
            }

            @Override
            public void close() throws IOException {
                weights.close();
                Files.deleteIfExists(file);
            }
        };
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = resource(name)) {
            return in.readAllBytes();
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = BundledRelease.class.getResourceAsStream(TRAINED + "/" + name);
        if (in == null) throw new IOException(TRAINED + "/" + name + " is missing from the model's jar; install again");
        return in;
    }

    /** Random weights; the same on every machine. */
    public static Release open() {
        return untrained(Architecture.small(), UNTRAINED);
    }

    /** The published architecture with random weights: for measuring speed at true size, nothing else. */
    public static Release fullSize() {
        return untrained(Architecture.full(), "full-untrained");
    }

    private static Release untrained(Architecture architecture, String name) {
        var manifest = new Manifest(
                Manifest.FORMAT,
                name,
                VERSION,
                false,
                architecture,
                Manifest.EMI,
                Manifest.EMI_LABELS,
                new Manifest.Licences("Apache-2.0", "Apache-2.0", "none: untrained"),
                null,
                Map.of(),
                null,
                Manifest.WeightsFile.none(),
                "2026-11-23T00:00:00Z",
                "Untrained: random weights from a fixed seed. Its values mean nothing.",
                null,
                null);
        return new Release(manifest, new SeededWeights(Parameters.of(architecture), SEED));
    }
}
