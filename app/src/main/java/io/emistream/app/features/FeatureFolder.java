package io.emistream.app.features;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.emistream.model.engine.Embedder;
import io.emistream.model.engine.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The folder that features are written to: {@code index.csv} with a row a stretch, {@code clips.npy} with its vector in the same row, and for each stretch a file of
 * hidden states and one of affect. What was there under these names is replaced. One thread.
 */
final class FeatureFolder implements AutoCloseable {
    private static final List<String> COLUMNS =
            List.of("row", "file", "segment", "first_sample", "last_sample", "frames", "hidden", "affect");

    private final Path folder;
    private final Level level;
    private final int hidden;
    private final int affect;
    private final CsvWriter index;
    private final @Nullable NpyFile clips;
    private int row;

    private FeatureFolder(Path folder, Level level, int hidden, int affect, CsvWriter index, @Nullable NpyFile clips) {
        this.folder = folder;
        this.level = level;
        this.hidden = hidden;
        this.affect = affect;
        this.index = index;
        this.clips = clips;
    }

    /**
     * Makes the folder.
     *
     * @param more columns of the index
     */
    static FeatureFolder create(Path folder, Level level, Embedder embedder, List<String> more) throws IOException {
        Files.createDirectories(folder);
        if (level.frames()) {
            Files.createDirectories(folder.resolve("hidden"));
            if (embedder.affect() > 0) Files.createDirectories(folder.resolve("affect"));
        }
        var index = CsvWriter.builder().build(folder.resolve("index.csv"));
        var heading = new ArrayList<>(COLUMNS);
        heading.addAll(more);
        index.writeRecord(heading);
        var clips = level.clips()
                ? NpyFile.create(folder.resolve("clips.npy"), embedder.hidden() + embedder.affect())
                : null;
        return new FeatureFolder(folder, level, embedder.hidden(), embedder.affect(), index, clips);
    }

    /**
     * Adds a stretch.
     *
     * @param clip name of its recording
     * @param segment its number in the recording, from 0 on
     * @param more cells of the index
     */
    void add(String clip, int segment, Stretch stretch, Features features, List<String> more) throws IOException {
        var cells = new ArrayList<>(List.of(String.valueOf(row), clip, String.valueOf(segment)));
        cells.add(String.valueOf(stretch.firstSample()));
        cells.add(String.valueOf(stretch.lastSample()));
        cells.add(String.valueOf(features.frames()));
        cells.add(level.frames() ? matrix("hidden", hidden, features.frames(), features.hidden()) : "");
        cells.add(level.frames() && affect > 0 ? matrix("affect", affect, features.frames(), features.affect()) : "");
        cells.addAll(more);
        if (clips != null) clips.add(1, features.global());
        index.writeRecord(cells);
        row++;
    }

    private String matrix(String kind, int columns, int frames, float[] values) throws IOException {
        var name = String.format(Locale.ROOT, "%s/%06d.npy", kind, row);
        NpyFile.write(folder.resolve(name), columns, frames, values);
        return name;
    }

    int rows() {
        return row;
    }

    @Override
    public void close() throws IOException {
        try (index;
                clips) {
            index.flush();
        }
    }
}
