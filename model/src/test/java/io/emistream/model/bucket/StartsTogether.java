package io.emistream.model.bucket;

import io.emistream.model.ReleaseId;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.Shelf;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** A shelf that waits for others before it puts a release there, when all have seen that the place is free. */
record StartsTogether(Shelf shelf, CyclicBarrier barrier) implements Shelf {
    @Override
    public List<ReleaseId> ids() throws IOException {
        return shelf.ids();
    }

    @Override
    public Optional<byte[]> read(ReleaseId id, String file) throws IOException {
        return shelf.read(id, file);
    }

    @Override
    public Optional<Path> weights(ReleaseId id, Manifest.WeightsFile weights, boolean anew) throws IOException {
        return shelf.weights(id, weights, anew);
    }

    @Override
    public Path staging() throws IOException {
        return shelf.staging();
    }

    @Override
    public void put(ReleaseId id, Path staging) throws IOException, ReleaseRefused {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
        shelf.put(id, staging);
    }

    @Override
    public URI location(ReleaseId id) {
        return shelf.location(id);
    }
}
