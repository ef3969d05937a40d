package io.emistream.model.checkpoint;

import io.emistream.model.weights.Half;
import io.emistream.model.weights.MalformedWeights;
import io.emistream.model.weights.Quoted;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An open PyTorch checkpoint (zip and pickle, PyTorch 1.6 or later): a state dictionary, or one under {@code state_dict}, {@code model_state_dict}
 * or {@code model}. Its pickle is read by an allow-list and never executed; nothing is unpacked to disk. One thread at a time.
 */
public final class TorchFile implements WeightSource {
    /** Longest pickle read; one of a thousand tensors has 200 KB. */
    private static final long LONGEST_PICKLE = 2 << 20;

    /** Most entries of an archive; one has some five more than tensors. */
    private static final int MOST_ENTRIES = 20_000;

    private static final List<String> WRAPPINGS = List.of("state_dict", "model_state_dict", "model");

    private final ZipFile zip;
    private final String root;
    private final Map<String, TensorView> tensors;

    private TorchFile(ZipFile zip, String root, Map<String, TensorView> tensors) {
        this.zip = zip;
        this.root = root;
        this.tensors = tensors;
    }

    /**
     * Opens a checkpoint and checks every tensor's place in the file.
     *
     * @throws MalformedWeights if it is none, or wants to do what weights do not need
     */
    public static TorchFile open(Path path) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException e) {
            throw new MalformedWeights(
                    "%s is no zip archive; checkpoints before PyTorch 1.6 must be saved again with a newer one"
                            .formatted(path),
                    e);
        }
        try {
            ZipEntry pickle = pickle(zip, path);
            String root = pickle.getName().substring(0, pickle.getName().length() - "data.pkl".length());
            byteOrder(zip, root);
            Pickled.Dictionary dictionary = dictionary(PickleReader.read(content(zip, pickle, LONGEST_PICKLE)));
            return new TorchFile(zip, root, tensors(dictionary, zip, root, Files.size(path)));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipEntry pickle(ZipFile zip, Path path) throws MalformedWeights {
        if (zip.size() > MOST_ENTRIES) {
            throw new MalformedWeights(
                    "%s has %d entries; at most %d are read".formatted(path, zip.size(), MOST_ENTRIES));
        }
        names(zip);
        List<? extends ZipEntry> found = zip.stream()
                .filter(entry ->
                        entry.getName().equals("data.pkl") || entry.getName().endsWith("/data.pkl"))
                .limit(2)
                .toList();
        if (found.size() != 1) {
            throw new MalformedWeights("%s holds %s data.pkl; a checkpoint holds one"
                    .formatted(path, found.isEmpty() ? "no" : "more than one"));
        }
        return found.get(0);
    }

    /** Nothing is ever unpacked; but an archive that tries to leave its folder, or has two entries of one name, is no honest checkpoint. */
    private static void names(ZipFile zip) throws MalformedWeights {
        var seen = new HashSet<String>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (name.startsWith("/")
                    || name.contains("\\")
                    || List.of(name.split("/")).contains("..")) {
                throw new MalformedWeights("entry %s leaves the archive's folder".formatted(Quoted.of(name)));
            }
            if (!seen.add(name)) {
                throw new MalformedWeights("entry %s is there twice".formatted(Quoted.of(name)));
            }
        }
    }

    private static void byteOrder(ZipFile zip, String root) throws IOException {
        ZipEntry entry = zip.getEntry(root + "byteorder");
        if (entry != null && !new String(content(zip, entry, 16), StandardCharsets.US_ASCII).equals("little")) {
            throw new MalformedWeights("the checkpoint was written on a big-endian machine; save it again on another");
        }
    }

    private static byte[] content(ZipFile zip, ZipEntry entry, long most) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) most + 1);
            if (content.length > most) {
                throw new MalformedWeights(
                        "%s is longer than %d bytes; no state dictionary's is".formatted(entry.getName(), most));
            }
            return content;
        }
    }

    private static Pickled.Dictionary dictionary(Pickled top) throws MalformedWeights {
        if (!(top instanceof Pickled.Dictionary dictionary)) {
            throw new MalformedWeights("the checkpoint is no dictionary of tensors");
        }
        for (String wrapping : WRAPPINGS) {
            if (dictionary.entries().get(wrapping) instanceof Pickled.Dictionary inner) {
                return inner;
            }
        }
        return dictionary;
    }

    private static Map<String, TensorView> tensors(
            Pickled.Dictionary dictionary, ZipFile zip, String root, long fileSize) throws MalformedWeights {
        var tensors = new LinkedHashMap<String, TensorView>();
        long total = 0;
        for (var entry : dictionary.entries().entrySet()) {
            if (entry.getValue() instanceof Pickled.Tensor tensor) {
                TensorView view = TensorView.of(entry.getKey(), tensor);
                ZipEntry data = zip.getEntry(root + "data/" + view.key());
                view.fits(data, fileSize);
                total += view.reach() * view.type().bytes();
                tensors.put(entry.getKey(), view);
            }
        }
        // weights may be tied, so that two names share a storage; many that share one are a bomb
        if (total > 2 * fileSize) {
            throw new MalformedWeights(
                    "tensors of %d bytes lie in a file of %d: they overlap".formatted(total, fileSize));
        }
        return tensors;
    }

    @Override
    public Map<String, List<Integer>> shapes() {
        var shapes = new LinkedHashMap<String, List<Integer>>();
        tensors.forEach((name, view) -> shapes.put(name, view.shape()));
        return Collections.unmodifiableMap(shapes);
    }

    @Override
    public boolean readable(String name) {
        TensorView view = tensors.get(name);
        return view != null && view.type().readable();
    }

    @Override
    public float[] read(String name) throws IOException {
        TensorView view = tensors.get(name);
        if (view == null) {
            throw new IllegalArgumentException("the checkpoint has no tensor named %s".formatted(name));
        }
        if (!view.type().readable()) {
            throw new MalformedWeights("tensor %s is of %s; weights are floating-point"
                    .formatted(name, view.type().name()));
        }
        ZipEntry entry = zip.getEntry(root + "data/" + view.key());
        try (InputStream in = zip.getInputStream(entry)) {
            in.skipNBytes(view.offset() * view.type().bytes());
            byte[] bytes = in.readNBytes((int) (view.reach() * view.type().bytes()));
            if (bytes.length < view.reach() * view.type().bytes()) {
                throw new MalformedWeights("tensor %s: the file ends before its data does".formatted(name));
            }
            return view.gather(widen(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), view));
        }
    }

    private static float[] widen(ByteBuffer bytes, TensorView view) {
        var values = new float[(int) view.reach()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (view.type().name()) {
                case "torch.HalfStorage" -> Half.fromFloat16(bytes.getShort());
                case "torch.BFloat16Storage" -> Half.fromBfloat16(bytes.getShort());
                case "torch.DoubleStorage" -> (float) bytes.getDouble();
                default -> bytes.getFloat();
            };
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
