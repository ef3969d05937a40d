package io.emistream.trainer.corpus;

import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.Split;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a data set: a clip and what people heard in it.
 *
 * @param id unique in the data set
 * @param speaker who speaks; the clip's id where the data set does not say, so that no two clips are taken for one speaker's
 * @param labels in [0, 1] by name; a missing name is not labelled
 * @param affect as rated; null where not
 * @param attributes what else its row says, by column name
 * @param table the file its row is in
 * @param row line in that file on which the row starts, the header's being 1
 */
public record ClipRecord(
        String id,
        Path audio,
        String speaker,
        Split split,
        Map<String, Float> labels,
        @Nullable AffectValues affect,
        Map<String, String> attributes,
        Path table,
        long row) {
    public ClipRecord {
        labels = Map.copyOf(labels);
        attributes = Map.copyOf(attributes);
    }

    Problem problem(Fault fault) {
        return fault.at(table, row);
    }
}
