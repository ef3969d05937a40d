package io.emistream.model.importer;

import io.emistream.model.ReleaseId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to make a release of, and what to say of it.
 *
 * @param path a folder or a file
 * @param id name and version of the release
 * @param licence of the weights, as the user gives it; nothing: as the model card beside them says
 * @param origin where the weights come from, for people; nothing: the file's name
 * @param repository Hugging Face repository that they are a copy of, so that its published answers are checked
 * @param labels of the fusion head's outputs; empty: the six of the EMI challenge, where there are six
 * @param outputSet name of the set of labels; nothing: that of the EMI challenge, or the release's name
 * @param created ISO-8601 instant
 */
public record ImportRequest(
        Path path,
        ReleaseId id,
        Optional<String> licence,
        Optional<String> origin,
        Optional<String> repository,
        List<String> labels,
        Optional<String> outputSet,
        String created) {
    public ImportRequest {
        labels = List.copyOf(labels);
    }
}
