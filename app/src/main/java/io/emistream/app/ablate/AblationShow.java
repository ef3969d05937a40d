package io.emistream.app.ablate;

import io.emistream.app.show.Table;
import io.emistream.app.train.RunShow;
import io.emistream.app.train.TrainingShow;
import io.emistream.trainer.ablation.AblationListener;
import io.emistream.trainer.ablation.AblationPlan;
import io.emistream.trainer.ablation.AblationPlan.Place;
import io.emistream.trainer.ablation.RowOutcome;
import io.emistream.trainer.ablation.TableCells;
import io.emistream.trainer.ablation.TableFiles;
import io.emistream.trainer.run.RunListener;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An ablation on a terminal: each row's training on standard error, its tables or rows on standard output. */
final class AblationShow implements AblationListener, AutoCloseable {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private @Nullable RunShow training;

    AblationShow(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    @Override
    public RunListener training(Place place) {
        err.println("row " + place.key() + ": " + place.row().title());
        RunShow shown = TrainingShow.to(out, err, false);
        training = shown;
        return shown;
    }

    @Override
    public void ended(RowOutcome outcome) {
        close();
        if (!outcome.why().isEmpty()) err.println("row " + outcome.place().key() + " is not run: " + outcome.why());
        err.flush();
        if (!json) return;
        out.println(TableFiles.json(outcome));
        out.flush();
    }

    /** All tables; nothing where rows were printed as JSON. */
    void tables(AblationPlan plan, List<RowOutcome> outcomes) {
        if (json) return;
        plan.tables().forEach((name, table) -> {
            out.println(table.title());
            TableCells cells = TableCells.of(TableFiles.of(name, outcomes));
            Table.lines(cells.rows(), cells.numbers()).forEach(out::println);
            out.println();
        });
        out.flush();
    }

    @Override
    public void close() {
        if (training != null) training.close();
        training = null;
    }
}
