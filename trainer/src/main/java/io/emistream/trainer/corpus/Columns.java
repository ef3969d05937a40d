package io.emistream.trainer.corpus;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a CSV mean what.
 *
 * @param file path of the audio, relative to the audio folder
 * @param speaker null where the data set does not name speakers
 * @param suffix added to the file's name: "" or, e.g., ".mp3"
 */
public record Columns(String file, @Nullable String speaker, String split, String suffix) {
    /** {@code file}, {@code speaker}, {@code split}. */
    public static final Columns STANDARD = new Columns("file", "speaker", "split", "");

    /** Those of the EMI challenge. */
    static final Columns EMI = new Columns("Filename", null, "", ".mp3");

    Path audio(Path folder, String name) {
        return folder.resolve(name.endsWith(suffix) ? name : name + suffix);
    }
}
