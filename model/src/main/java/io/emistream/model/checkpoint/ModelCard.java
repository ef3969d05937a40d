package io.emistream.model.checkpoint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The front matter of a Hugging Face model card, as far as its licence goes. Pure. */
final class ModelCard {
    private static final Pattern FRONT = Pattern.compile("\\A---\\R(.*?)\\R---", Pattern.DOTALL);
    private static final Pattern LICENCE = Pattern.compile(
            "^license:[ \\t]*['\"]?([A-Za-z0-9][A-Za-z0-9._+-]{0,63})['\"]?[ \\t]*$", Pattern.MULTILINE);

    private ModelCard() {}

    /** The licence's identifier, such as {@code cc-by-nc-sa-4.0}. */
    static Optional<String> licence(String readme) {
        Matcher front = FRONT.matcher(readme);
        if (!front.find()) {
            return Optional.empty();
        }
        Matcher licence = LICENCE.matcher(front.group(1));
        return licence.find() ? Optional.of(licence.group(1)) : Optional.empty();
    }
}
