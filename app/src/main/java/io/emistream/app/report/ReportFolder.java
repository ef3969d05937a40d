package io.emistream.app.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.emistream.app.problem.EnvironmentProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with a page, its pictures as PNG and its tables as CSV; what is there of the same name is replaced. One thread. */
public final class ReportFolder {
    private final Path folder;
    private final Page page;

    /**
     * Makes the folder.
     *
     * @throws EnvironmentProblem when it cannot be written
     */
    public ReportFolder(Path folder, String title) {
        this.folder = folder;
        page = new Page(title);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** The page, to be written to. */
    public Page page() {
        return page;
    }

    /** Puts a picture onto the page and beside it. */
    public void picture(Panels panels) {
        byte[] png = panels.png();
        page.picture(panels, png);
        write(panels.name() + ".png", png);
    }

    /** Puts a table onto the page and beside it. */
    public void table(String name, List<List<String>> rows) {
        page.table(rows);
        csv(name, rows);
    }

    /** Puts a table beside the page. */
    public void csv(String name, List<List<String>> rows) {
        Path file = folder.resolve(name.replaceAll("[^\\w.-]", "_") + ".csv");
        try (var csv = CsvWriter.builder().build(file)) {
            rows.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Writes the page; the last thing to do. */
    public void finish() {
        write("report.html", page.html().getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] content) {
        Path file = folder.resolve(name);
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static EnvironmentProblem unwritable(Path place, IOException e) {
        return new EnvironmentProblem(
                place + " cannot be written (" + e.getClass().getSimpleName() + "): choose another place", e);
    }
}
