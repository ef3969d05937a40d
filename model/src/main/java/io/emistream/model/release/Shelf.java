package io.emistream.model.release;

import io.emistream.model.ReleaseId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the files of a store's releases lie. A release is there as soon as its manifest is, and never changes afterwards. Any thread. */
public interface Shelf {
    /** The manifest's file name. */
    String MANIFEST = "manifest.json";

    /** What is there, in any order. */
    List<ReleaseId> ids() throws IOException;

    /** A small file of a release; nothing when there is no such release or file. */
    Optional<byte[]> read(ReleaseId id, String file) throws IOException;

    /**
     * The weights of a release, as a file on this machine; nothing when they are not there.
     *
     * @param anew whether a copy that was made before has proved wrong
     */
    Optional<Path> weights(ReleaseId id, Manifest.WeightsFile weights, boolean anew) throws IOException;

    /** A new, empty folder to put a release together in. */
    Path staging() throws IOException;

    /**
     * Makes a release appear whole.
     *
     * @param staging holds its files; may be gone afterwards
     * @throws ReleaseRefused if there is another one of that name and version
     */
    void put(ReleaseId id, Path staging) throws IOException, ReleaseRefused;

    /** Where a release is, or would be. */
    URI location(ReleaseId id);
}
