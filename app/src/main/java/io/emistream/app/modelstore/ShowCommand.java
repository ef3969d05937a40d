package io.emistream.app.modelstore;

import io.emistream.app.role.StoreOption;
import io.emistream.app.show.Table;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.KnownAnswer;
import io.emistream.model.release.ReleaseRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A release's card. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints what a release says of itself.",
        footer = {"", "Example: emi model show my-model/1"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME[/VERSION]", description = "without a version, the newest")
    private String release = "";

    @Mixin
    private final StoreOption store = new StoreOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (BundledRelease.isNamed(release)) {
            print(Card.rows(BundledRelease.manifest(release)));
            return 0;
        }
        var found = store.resolve(release);
        try {
            var rows = new ArrayList<>(Card.rows(store.open().manifest(found)));
            for (KnownAnswer answer : store.open().answers(found))
                rows.add(List.of("known answer", answer.words() + "; " + answer.source()));
            print(rows);
            return 0;
        } catch (ReleaseRefused e) {
            spec.commandLine().getErr().println("emi: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            throw store.unreadable(e);
        }
    }

    private void print(List<List<String>> rows) {
        Table.lines(rows, List.of()).forEach(spec.commandLine().getOut()::println);
    }
}
