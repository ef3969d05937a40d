package io.emistream.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.emistream.model.weights.MalformedWeights;
import io.emistream.model.weights.Safetensors;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds and opens the weights in a folder, in the names that Hugging Face gives them; safetensors before pickles. */
final class WeightFiles {
    private static final List<String> NAMES = List.of(
            "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json");
    private static final Pattern SINGLE = Pattern.compile("[^.].*\\.(safetensors|pth|pt|bin|ckpt)");
    private static final Pattern SHARD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");
    private static final int MOST_SHARDS = 1000;

    private WeightFiles() {}

    /** Opens a file, or what a folder holds. */
    static WeightSource open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "there is no such file or folder; check the path");
        }
        if (!Files.isDirectory(path)) {
            return path.getFileName().toString().endsWith(".index.json") ? shards(path) : one(path);
        }
        for (String name : NAMES) {
            if (Files.isRegularFile(path.resolve(name))) {
                return open(path.resolve(name));
            }
        }
        return one(only(path));
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file ->
                            SINGLE.matcher(file.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (found.size() != 1) {
                throw new MalformedWeights("%s holds none of %s, and %s; name the file to import"
                        .formatted(
                                folder,
                                String.join(", ", NAMES),
                                found.isEmpty()
                                        ? "no other weights"
                                        : found.size() + " others, such as "
                                                + found.get(0).getFileName()));
            }
            return found.get(0);
        }
    }

    /** By its first bytes, since names promise anything. */
    private static WeightSource one(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(2);
            if (first.length == 2 && first[0] == 'P' && first[1] == 'K') {
                return TorchFile.open(file);
            }
            if (first.length == 2 && (first[0] & 0xff) == 0x80) {
                throw new MalformedWeights(
                        "%s is a bare pickle, as PyTorch wrote before 1.6: save it again with a newer one"
                                .formatted(file));
            }
        }
        return Safetensors.open(file);
    }

    private static WeightSource shards(Path index) throws IOException {
        JsonNode map = SmallFile.json(index)
                .orElseThrow(() -> new NoSuchFileException(index.toString()))
                .path("weight_map");
        var files = new TreeSet<String>();
        for (var entry : map.properties()) {
            String file = entry.getValue().asText();
            if (!SHARD.matcher(file).matches()) {
                throw new MalformedWeights("%s names the file %s, which is no plain file name".formatted(index, file));
            }
            files.add(file);
        }
        if (files.isEmpty() || files.size() > MOST_SHARDS) {
            throw new MalformedWeights(
                    "%s names %d files; 1 to %d are read".formatted(index, files.size(), MOST_SHARDS));
        }
        var parts = new ArrayList<WeightSource>();
        try {
            for (String file : files) {
                Path shard = index.resolveSibling(file);
                if (!Files.isRegularFile(shard)) {
                    throw new MalformedWeights("%s names the file %s, which is not there".formatted(index, file));
                }
                parts.add(one(shard));
            }
            ShardedWeights all = ShardedWeights.of(parts);
            promised(index, map, all);
            return all;
        } catch (IOException | RuntimeException e) {
            ShardedWeights.closeAll(parts);
            throw e;
        }
    }

    private static void promised(Path index, JsonNode map, ShardedWeights found) throws MalformedWeights {
        for (var entry : map.properties()) {
            if (!found.places().containsKey(entry.getKey())) {
                throw new MalformedWeights("%s promises tensor %s in %s; it is in none of the files"
                        .formatted(index, entry.getKey(), entry.getValue().asText()));
            }
        }
    }
}
