package io.emistream.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Architecture.SpeechEncoder;
import io.emistream.model.network.Architecture.Transformer;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint that somebody brought, understood: a Hugging Face folder, or a PyTorch or safetensors file. Whoever opens it closes it.
 *
 * @param architecture of the network
 * @param weights exactly those that the architecture needs, under the names of releases
 * @param notes what was assumed, left out or filled in, one sentence each
 * @param licence identifier from the model card beside it
 */
public record Checkpoint(Architecture architecture, WeightSource weights, List<String> notes, Optional<String> licence)
        implements AutoCloseable {
    /** How a note on what the weights did not tell starts. */
    public static final String ASSUMED = "assumed, for want of a config.json: ";

    /**
     * Opens a folder or a file; a {@code config.json} beside a file is honoured.
     *
     * @throws IOException if it cannot be read; {@code MalformedWeights} if it is not what it says it is
     * @throws UnfitCheckpoint if it is of another kind of network, with every reason
     */
    public static Checkpoint open(Path path) throws IOException, UnfitCheckpoint {
        WeightSource source = WeightFiles.open(path);
        try {
            Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
            return understood(RenamedWeights.of(source), folder == null ? path : folder);
        } catch (IOException | UnfitCheckpoint | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static Checkpoint understood(RenamedWeights weights, Path folder) throws IOException, UnfitCheckpoint {
        var notes = new ArrayList<String>();
        Optional<JsonNode> config = SmallFile.json(folder.resolve("config.json"));
        refuse(config.map(json -> new HubConfig(json).unsupported()).orElse(List.of()));
        Optional<JsonNode> preprocessing = SmallFile.json(folder.resolve("preprocessor_config.json"));
        refuse(preprocessing.map(HubPreprocessing::unsupported).orElse(List.of()));
        Architecture architecture = architecture(config, new WeightShapes(weights.shapes()), notes);
        Fitted fitted = Fitted.to(architecture, weights, notes);
        Optional<String> licence = SmallFile.text(folder.resolve("README.md")).flatMap(ModelCard::licence);
        return new Checkpoint(architecture, fitted, List.copyOf(notes), licence);
    }

    private static void refuse(List<String> reasons) throws UnfitCheckpoint {
        if (!reasons.isEmpty()) {
            throw new UnfitCheckpoint(reasons);
        }
    }

    private static Architecture architecture(Optional<JsonNode> config, WeightShapes shapes, List<String> notes)
            throws IOException, UnfitCheckpoint {
        try {
            var assumptions = new ArrayList<String>();
            SpeechEncoder encoder =
                    config.isPresent() ? new HubConfig(config.get()).encoder() : shapes.encoder(assumptions);
            Transformer transformer =
                    config.isPresent() ? new HubConfig(config.get()).transformer() : shapes.transformer(assumptions);
            if (!assumptions.isEmpty()) {
                notes.add(ASSUMED + String.join("; ", assumptions));
            }
            return new Architecture(encoder, transformer, shapes.fusion(transformer.hidden()));
        } catch (IllegalArgumentException e) {
            throw new UnfitCheckpoint(List.of(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void close() throws IOException {
        weights.close();
    }
}
