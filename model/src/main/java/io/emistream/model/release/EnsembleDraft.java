package io.emistream.model.release;

import io.emistream.model.ReleaseId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts the manifest of an ensemble together. */
public final class EnsembleDraft {
    private EnsembleDraft() {}

    /**
     * The manifest of an ensemble, to be published.
     *
     * @param store that holds its members
     * @param created ISO-8601 instant
     * @throws ReleaseRefused when a member is not there, is an ensemble, or says something else than the first
     */
    public static Manifest of(ReleaseStore store, ReleaseId id, Ensemble.By by, List<ReleaseId> members, String created)
            throws IOException, ReleaseRefused {
        var manifests = new ArrayList<Manifest>();
        var named = new ArrayList<Ensemble.Member>();
        for (ReleaseId member : members) {
            manifests.add(store.manifest(member));
            named.add(new Ensemble.Member(member.toString(), store.manifestHash(member)));
        }
        var ensemble = new Ensemble(by, named);
        for (Manifest manifest : manifests) check(id, manifests.get(0), manifest);
        Manifest first = manifests.get(0);
        return new Manifest(
                Manifest.FORMAT,
                id.name(),
                id.version(),
                manifests.stream().allMatch(Manifest::trained),
                first.architecture(),
                first.outputSet(),
                first.labels(),
                licences(manifests),
                null,
                Map.of(),
                null,
                Manifest.WeightsFile.none(),
                created,
                "Ensemble by %s of %s".formatted(by.name().toLowerCase(Locale.ROOT), members),
                null,
                ensemble);
    }

    /** Refuses a member that is one itself, or whose outputs are not the first's. */
    static void check(ReleaseId id, Manifest first, Manifest member) throws ReleaseRefused {
        ReleaseId name = member.card().id();
        if (member.ensemble() != null)
            throw new ReleaseRefused(id, "its member %s is an ensemble itself".formatted(name));
        if (!says(member).equals(says(first)))
            throw new ReleaseRefused(
                    id,
                    "its member %s gives %s; %s gives %s"
                            .formatted(name, says(member), first.card().id(), says(first)));
    }

    private static List<Object> says(Manifest manifest) {
        return List.of(
                manifest.outputSet(),
                manifest.labels(),
                manifest.architecture().fusion().affectHead() ? "affect" : "no affect");
    }

    private static Manifest.Licences licences(List<Manifest> manifests) {
        return new Manifest.Licences(
                joined(manifests, Manifest.Licences::code),
                joined(manifests, Manifest.Licences::weights),
                joined(manifests, Manifest.Licences::data));
    }

    private static String joined(List<Manifest> manifests, Function<Manifest.Licences, String> licence) {
        return manifests.stream()
                .map(manifest -> licence.apply(manifest.licences()))
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
