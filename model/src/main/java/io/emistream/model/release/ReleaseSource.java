package io.emistream.model.release;

import io.emistream.model.ReleaseId;
import java.io.IOException;
import java.util.List;

/** Where releases are read from. Any thread. */
public interface ReleaseSource {

    /**
     * Opens a release after checking its weights' length and hash against its manifest.
     *
     * @throws ReleaseRefused if it is missing, unreadable or not what its manifest says
     */
    Release open(ReleaseId id) throws IOException, ReleaseRefused;

    /** What a release must say of known inputs; empty when its maker stored none. */
    List<KnownAnswer> answers(ReleaseId id) throws IOException, ReleaseRefused;

    /** SHA-256 of a release's manifest, which holds those of its other files; lower-case hexadecimal. */
    String manifestHash(ReleaseId id) throws IOException, ReleaseRefused;
}
