package io.emistream.model.release;

import io.emistream.model.ReleaseId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Releases in folders, {@code name/version/}; one appears by a rename. */
record FolderShelf(Path folder) implements Shelf {
    private static final String STAGING = ".publishing-";

    @Override
    public List<ReleaseId> ids() throws IOException {
        var ids = new ArrayList<ReleaseId>();
        for (Path name : folders(folder)) {
            for (Path version : folders(name)) {
                if (Files.exists(version.resolve(MANIFEST))) {
                    ids.add(new ReleaseId(
                            name.getFileName().toString(), version.getFileName().toString()));
                }
            }
        }
        return ids;
    }

    @Override
    public Optional<byte[]> read(ReleaseId id, String name) throws IOException {
        Path file = place(id).resolve(name);
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    @Override
    public Optional<Path> weights(ReleaseId id, Manifest.WeightsFile weights, boolean anew) {
        return Optional.of(place(id).resolve(weights.file())).filter(Files::isRegularFile);
    }

    @Override
    public Path staging() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(folder), STAGING);
    }

    @Override
    public void put(ReleaseId id, Path staging) throws IOException, ReleaseRefused {
        Path place = place(id);
        Files.createDirectories(place.getParent());
        try {
            Files.move(staging, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            throw new ReleaseRefused(id, "another process published it first");
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("%s lies on a file system without atomic renames; use another".formatted(place), e);
        }
    }

    @Override
    public URI location(ReleaseId id) {
        return place(id).toUri();
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    private Path place(ReleaseId id) {
        return folder.resolve(id.name()).resolve(id.version());
    }

    private static List<Path> folders(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory)
                    .filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
