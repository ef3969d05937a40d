package io.emistream.producer.gateway.consent;

import io.emistream.producer.gateway.voice.Fault;
import io.emistream.producer.gateway.voice.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is said of a voice's consent, by its client or by whoever made its token.
 *
 * @param granted whether the voice agreed; empty when nothing is said
 * @param purpose what the results are for
 * @param notice version or address of the notice that was shown
 */
public record ConsentFacts(Optional<Boolean> granted, Optional<String> purpose, Optional<String> notice) {
    /** Nothing is said. */
    public static final ConsentFacts NONE = new ConsentFacts(Optional.empty(), Optional.empty(), Optional.empty());

    /** Their names in configs, queries, parameters and claims. */
    public static final String CONSENT = "consent";

    public static final String PURPOSE = "purpose";
    public static final String NOTICE = "notice";

    private static final int LONGEST = 200;
    private static final String GRANTED = "granted";
    private static final String REVOKED = "revoked";

    /** As they come in a config, a query, custom parameters or the claims of a token; throws {@link Refusal} for what cannot be. */
    public static ConsentFacts of(Optional<String> consent, Optional<String> purpose, Optional<String> notice)
            throws Refusal {
        check(PURPOSE, purpose);
        check(NOTICE, notice);
        if (consent.isPresent()
                && !consent.get().equals(GRANTED)
                && !consent.get().equals(REVOKED))
            throw new Refusal(Fault.CONFIG_INVALID, "consent is neither granted nor revoked; give one of them");
        return new ConsentFacts(consent.map(GRANTED::equals), purpose, notice);
    }

    /** These, and where they say nothing those. */
    public ConsentFacts or(ConsentFacts those) {
        return new ConsentFacts(granted.or(those::granted), purpose.or(those::purpose), notice.or(those::notice));
    }

    /** As they come, by name. */
    public Map<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        granted.ifPresent(yes -> words.put(CONSENT, yes ? GRANTED : REVOKED));
        purpose.ifPresent(what -> words.put(PURPOSE, what));
        notice.ifPresent(what -> words.put(NOTICE, what));
        return words;
    }

    /** Whether nothing is said. */
    boolean isSilent() {
        return equals(NONE);
    }

    private static void check(String what, Optional<String> text) throws Refusal {
        if (text.isPresent()
                && (text.get().isBlank()
                        || text.get().length() > LONGEST
                        || text.get().chars().anyMatch(Character::isISOControl)))
            throw new Refusal(
                    Fault.CONFIG_INVALID,
                    what + " has " + text.get().length() + " characters; give 1 to " + LONGEST
                            + ", not all blank and no control characters");
    }
}
