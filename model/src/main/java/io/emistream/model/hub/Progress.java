package io.emistream.model.hub;

/** Hears how far a download is, on the downloading thread; some ten thousand times a gigabyte. */
@FunctionalInterface
public interface Progress {
    /**
     * So much of a file is on disk.
     *
     * @param done bytes, those from earlier attempts included
     */
    void at(HubFile file, long done);
}
