package io.emistream.model.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A repository at one commit.
 *
 * @param name {@code owner/name}
 * @param commit 40 hexadecimal digits
 * @param licence identifier from its model card, or {@code unknown}
 * @param files those that lie in no folder
 */
public record HubRepository(String name, String commit, String licence, List<HubFile> files) {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");
    private static final Pattern LICENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");
    private static final Pattern WEIGHTS_SHARD =
            Pattern.compile("(model-\\d+-of-\\d+\\.safetensors|pytorch_model-\\d+-of-\\d+\\.bin)");

    /** What the hub's API says of a revision. */
    static HubRepository parse(String name, byte[] answer) throws HubProblem {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(new String(answer, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new HubProblem("the hub's answer about %s is not JSON: is the base URL right?".formatted(name));
        }
        String commit = json.path("sha").asText();
        if (!COMMIT.matcher(commit).matches()) {
            throw new HubProblem("the hub's answer about %s names no commit: is the base URL right?".formatted(name));
        }
        var files = new ArrayList<HubFile>();
        for (JsonNode sibling : json.path("siblings")) {
            String file = sibling.path("rfilename").asText();
            if (FILE.matcher(file).matches()) {
                files.add(new HubFile(
                        file,
                        sibling.path("size").asLong(-1),
                        hash(SHA256, sibling.path("lfs").path("sha256")),
                        hash(COMMIT, sibling.path("blobId"))));
            }
        }
        return new HubRepository(name, commit, licence(json), List.copyOf(files));
    }

    private static Optional<String> hash(Pattern pattern, JsonNode node) {
        return Optional.of(node.asText()).filter(text -> pattern.matcher(text).matches());
    }

    /** From the card, or from the tag that the hub makes of it. */
    private static String licence(JsonNode json) {
        JsonNode card = json.path("cardData").path("license");
        if (card.isTextual() && LICENCE.matcher(card.textValue()).matches()) {
            return card.textValue();
        }
        for (JsonNode tag : json.path("tags")) {
            String text = tag.asText();
            if (text.startsWith("license:")
                    && LICENCE.matcher(text.substring(8)).matches()) {
                return text.substring(8);
            }
        }
        return "unknown";
    }

    /**
     * The files that an import needs: settings, card, and one form of the weights, safetensors before pickles.
     *
     * @throws HubProblem if there are no weights in a known form
     */
    public List<HubFile> needed() throws HubProblem {
        List<String> texts = List.of("config.json", "preprocessor_config.json", "README.md");
        List<HubFile> weights = Stream.of(
                        named("model.safetensors"),
                        sharded("model.safetensors.index.json", "model-"),
                        named("pytorch_model.bin"),
                        sharded("pytorch_model.bin.index.json", "pytorch_model-"))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElseThrow(() -> new HubProblem(
                        "%s has no model.safetensors and no pytorch_model.bin, whole or in shards: nothing to import"
                                .formatted(name)));
        return Stream.concat(files.stream().filter(file -> texts.contains(file.name())), weights.stream())
                .toList();
    }

    private List<HubFile> named(String wanted) {
        return files.stream().filter(file -> file.name().equals(wanted)).toList();
    }

    private List<HubFile> sharded(String index, String prefix) {
        if (named(index).isEmpty()) {
            return List.of();
        }
        return files.stream()
                .filter(file -> file.name().equals(index)
                        || (file.name().startsWith(prefix)
                                && WEIGHTS_SHARD.matcher(file.name()).matches()))
                .toList();
    }
}
