package io.emistream.app.modelstore;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.show.Table;
import io.emistream.model.checkpoint.UnfitCheckpoint;
import io.emistream.model.importer.ImportRequest;
import io.emistream.model.importer.Imported;
import io.emistream.model.importer.Importer;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.weights.MalformedWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Imports and tells how it went. */
record Importing(ReleaseStore store, PrintWriter out, PrintWriter err) {

    /** The exit code. */
    int run(ImportRequest request) {
        try {
            tell(new Importer(store).run(request));
            return 0;
        } catch (UnfitCheckpoint e) {
            e.reasons().forEach(reason -> err.println("emi: " + reason));
            err.println("emi: " + request.path() + " is not imported: "
                    + e.reasons().size() + " reasons, above; nothing was written");
            return 1;
        } catch (MalformedWeights e) {
            err.println("emi: " + request.path() + " is not imported: " + e.getMessage());
            return 1;
        } catch (ReleaseRefused | IllegalArgumentException | NoSuchFileException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            err.println("emi: " + request.path() + " is not imported: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    request.path() + " cannot be imported (" + e + "): is there space and permission?", e);
        }
    }

    private void tell(Imported imported) {
        imported.notes().forEach(note -> out.println("note: " + note));
        imported.published()
                .forEach(outcome ->
                        out.println("gives the answer " + outcome.answer().source() + ", within "
                                + outcome.answer().tolerance()));
        Table.lines(Card.rows(imported.manifest()), List.of()).forEach(out::println);
        if (imported.manifest().licences().weights().startsWith("unknown"))
            err.println("emi: the licence of these weights is not known; ask their maker before using them");
        out.flush();
    }
}
