package io.emistream.app.modelstore;

import io.emistream.app.role.StoreOption;
import io.emistream.app.show.Table;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.ReleaseRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is in the store, and what is bundled. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the releases of a store.")
final class ListCommand implements Callable<Integer> {
    @Mixin
    private final StoreOption store = new StoreOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("release", "says", "trained", "parameters", "weights' licence", "created"));
        for (String name : BundledRelease.NAMES) rows.add(row(BundledRelease.manifest(name)));
        int unreadable = 0;
        for (ReleaseId id : published()) {
            try {
                rows.add(row(store.open().manifest(id)));
            } catch (ReleaseRefused e) {
                unreadable++;
                spec.commandLine().getErr().println("emi: " + e.getMessage());
            }
        }
        Table.lines(rows, List.of()).forEach(spec.commandLine().getOut()::println);
        return unreadable == 0 ? 0 : 1;
    }

    private List<ReleaseId> published() {
        try {
            return store.open().list();
        } catch (IOException e) {
            throw store.unreadable(e);
        }
    }

    private static List<String> row(Manifest manifest) {
        return List.of(
                manifest.card().id().toString(),
                Card.says(manifest),
                manifest.trained() ? "yes" : "no: random",
                Card.parameters(manifest),
                manifest.licences().weights(),
                manifest.created());
    }
}
