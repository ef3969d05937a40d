package io.emistream.trainer.corpus;

import io.emistream.schemas.avro.Split;
import java.nio.file.Path;
import java.util.Map;

/**
 * One row of a data set: a clip and what people heard in it.
 *
 * @param id unique in the data set
 * @param speaker who speaks; the clip's id where the data set does not say, so that no two clips are taken for one speaker's
 * @param labels in [0, 1] by name; a missing name is not labelled
 */
public record ClipRecord(String id, Path audio, String speaker, Split split, Map<String, Float> labels) {
    public ClipRecord {
        labels = Map.copyOf(labels);
    }
}
