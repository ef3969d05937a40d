package io.emistream.app.modelstore;

import io.emistream.model.network.Architecture;
import io.emistream.model.network.Compared;
import io.emistream.model.network.Parameters;
import io.emistream.model.release.Ensemble;
import io.emistream.model.release.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;

/** A manifest in words. Pure. */
final class Card {
    private Card() {}

    /** Field and value, one a row. */
    static List<List<String>> rows(Manifest manifest) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("release", manifest.card().id().toString()));
        rows.add(List.of("says", says(manifest)));
        rows.add(List.of("labels", manifest.labels().isEmpty() ? "none" : String.join(", ", manifest.labels())));
        rows.add(List.of("output set", manifest.outputSet()));
        rows.add(List.of("trained", manifest.trained() ? "yes" : "no: random weights, its values mean nothing"));
        Ensemble ensemble = manifest.ensemble();
        if (ensemble != null) {
            rows.add(List.of("ensemble by", ensemble.by().name().toLowerCase(Locale.ROOT)));
            ensemble.members()
                    .forEach(member ->
                            rows.add(List.of("member", member.release() + ", manifest " + member.manifestSha256())));
        }
        rows.add(List.of(ensemble == null ? "network" : "first network", network(manifest.architecture())));
        rows.add(List.of("heads", heads(manifest.architecture().fusion())));
        rows.add(List.of("parameters", parameters(manifest)));
        rows.add(List.of("licence, code", manifest.licences().code()));
        rows.add(List.of("licence, weights", manifest.licences().weights()));
        rows.add(List.of("licence, data", manifest.licences().data()));
        rows.add(List.of(
                "weights",
                manifest.weights().file().isEmpty()
                        ? ensemble == null ? "in no file: drawn from a seed" : "those of its members"
                        : "%s, %.1f MB"
                                .formatted(
                                        manifest.weights().file(),
                                        manifest.weights().bytes() / 1e6)));
        rows.add(List.of(
                "SHA-256",
                manifest.weights().sha256().isEmpty() ? "–" : manifest.weights().sha256()));
        new TreeMap<>(manifest.metrics())
                .forEach((name, value) -> rows.add(List.of("metric " + name, String.valueOf(value))));
        rows.add(List.of("data hash", Objects.requireNonNullElse(manifest.dataHash(), "–")));
        rows.add(List.of("parent", Objects.requireNonNullElse(manifest.parent(), "none")));
        rows.add(List.of("created", manifest.created()));
        rows.add(List.of("note", manifest.note()));
        return rows;
    }

    static String says(Manifest manifest) {
        Architecture.Fusion fusion = manifest.architecture().fusion();
        if (!fusion.speaks()) return "nothing: a backbone to train from";
        if (fusion.outputs() == 0) return "affect";
        return fusion.outputs() + " intensities" + (fusion.affectHead() ? " and affect" : "");
    }

    static String parameters(Manifest manifest) {
        long count = Parameters.of(manifest.architecture()).values().stream()
                .mapToLong(shape -> shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact))
                .sum();
        return count < 1_000_000
                ? String.format(Locale.ROOT, "%.0f k", count / 1e3)
                : String.format(Locale.ROOT, "%.1f M", count / 1e6);
    }

    private static String network(Architecture architecture) {
        var transformer = architecture.transformer();
        return "%d convolutions (%s norm), %d layers of %d with %d heads, feed-forward %d, %s"
                .formatted(
                        architecture.encoder().channels().size(),
                        architecture.encoder().norm().name().toLowerCase(Locale.ROOT),
                        transformer.layers(),
                        transformer.hidden(),
                        transformer.heads(),
                        transformer.feedForward(),
                        transformer.stableLayerNorm() ? "norm first" : "norm last");
    }

    private static String heads(Architecture.Fusion fusion) {
        var parts = new ArrayList<String>();
        if (fusion.affectHead()) parts.add("affect head");
        if (fusion.outputs() > 0) {
            if (fusion.globalVector()) parts.add("global vector");
            if (fusion.lstmLayers() > 0) parts.add(fusion.lstmLayers() + " LSTM layers");
            Compared compared = fusion.compared();
            if (compared.statistics()) parts.add("statistics over frames");
            if (compared.convolutions() > 0) parts.add(compared.convolutions() + " dilated convolutions");
            if (compared.attention() > 0) parts.add(compared.attention() + " transformer layers over them");
            if (compared.votingFrames() > 0) parts.add("votes of windows of " + compared.votingFrames() + " frames");
            if (compared.lateFusion()) parts.add("late fusion");
            parts.add(fusion.regressionHead() ? "regression head" : "linear head");
        }
        return parts.isEmpty() ? "none" : String.join(", ", parts);
    }
}
