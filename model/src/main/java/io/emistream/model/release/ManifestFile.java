package io.emistream.model.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.model.network.Compared;

/** A manifest as the bytes of its file. */
final class ManifestFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestFile() {}

    /** Without a word of what it has not, so that earlier builds read it. */
    static byte[] bytes(Manifest manifest) throws JsonProcessingException {
        ObjectNode tree = JSON.valueToTree(manifest);
        if (manifest.ensemble() == null) tree.remove("ensemble");
        if (manifest.architecture().fusion().compared().equals(Compared.NONE))
            tree.withObject("/architecture/fusion").remove("compared");
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
    }
}
