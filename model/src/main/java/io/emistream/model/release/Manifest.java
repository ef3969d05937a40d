package io.emistream.model.release;

import io.emistream.model.ReleaseCard;
import io.emistream.model.ReleaseId;
import io.emistream.model.network.Architecture;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a release says of itself; stored beside its weights as {@code manifest.json} (docs/decisions/0005).
 *
 * @param format version of this record's layout
 * @param name of the release: lower-case letters, digits, dot, dash and underscore
 * @param version of the release, in the same letters
 * @param trained false when the weights are random
 * @param architecture of the network the weights fit
 * @param outputSet name of the set of output labels
 * @param labels output labels in the order of the network's outputs
 * @param licences of code, weights and data
 * @param dataHash SHA-256 of what it was trained on; null when untrained or unknown
 * @param metrics results by name, as its maker measured them
 * @param parent the release it was trained from; null for none
 * @param weights the file with the weights
 * @param created ISO-8601 instant, given by the maker
 * @param note one sentence for people
 * @param training how it was trained, as its trainer wrote it down: recipe, data, software; null when unknown or untrained
 * @param ensemble the releases it consists of, the first of which has its architecture; null for one with weights
 */
public record Manifest(
        int format,
        String name,
        String version,
        boolean trained,
        Architecture architecture,
        String outputSet,
        List<String> labels,
        Licences licences,
        @Nullable String dataHash,
        Map<String, Double> metrics,
        @Nullable String parent,
        WeightsFile weights,
        String created,
        String note,
        @Nullable Map<String, Object> training,
        @Nullable Ensemble ensemble) {
    /** The layout this build writes and reads. */
    public static final int FORMAT = 1;

    /** The six labels of the EMI challenge, and the only output set that may be called EMI. */
    public static final String EMI = "emi-v1";

    /** Labels of {@link #EMI}, in the order of the published network's outputs. */
    public static final List<String> EMI_LABELS =
            List.of("Admiration", "Amusement", "Determination", "Empathic Pain", "Excitement", "Joy");

    public Manifest {
        labels = List.copyOf(labels);
        metrics = Map.copyOf(metrics);
        training = training == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(training));
        require(format == FORMAT, "format", format, "this build reads format " + FORMAT);
        ReleaseNames.check("name", name);
        ReleaseNames.check("version", version);
        require(
                labels.size() == architecture.fusion().outputs(),
                "labels",
                labels,
                "the architecture has " + architecture.fusion().outputs() + " outputs");
        require(labels.stream().distinct().count() == labels.size(), "labels", labels, "labels must differ");
        require(
                !outputSet.equals(EMI) || labels.equals(EMI_LABELS),
                "labels",
                labels,
                "output set " + EMI + " has the labels " + EMI_LABELS);
        Instant.parse(created);
    }

    /** The release's identity and outputs, as every score carries them. */
    public ReleaseCard card() {
        return new ReleaseCard(new ReleaseId(name, version), outputSet, labels, trained);
    }

    /** The same manifest for weights in another file. */
    public Manifest withWeights(WeightsFile file) {
        return new Manifest(
                format,
                name,
                version,
                trained,
                architecture,
                outputSet,
                labels,
                licences,
                dataHash,
                metrics,
                parent,
                file,
                created,
                note,
                training,
                ensemble);
    }

    private static void require(boolean holds, String field, Object value, String limit) {
        if (!holds) {
            throw new IllegalArgumentException("manifest: %s is %s; %s".formatted(field, value, limit));
        }
    }

    /** Licences by SPDX identifier or name, or what is said instead of one. */
    public record Licences(String code, String weights, String data) {}

    /**
     * The weights' file, beside the manifest.
     *
     * @param file its name, without a folder
     * @param bytes its length
     * @param sha256 of its content, lower-case hexadecimal
     */
    public record WeightsFile(String file, long bytes, String sha256) {
        /** Weights that lie in no file: they are drawn from a seed. */
        public static WeightsFile none() {
            return new WeightsFile("", 0, "");
        }
    }
}
