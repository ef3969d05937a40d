package io.emistream.producer.gateway.consent;

import io.emistream.producer.gateway.voice.Fault;
import io.emistream.producer.gateway.voice.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an operator wants to be told of consent before a voice is heard.
 *
 * @param requireConsent whether it has to be granted
 * @param requirePurpose whether a purpose has to be named
 * @param purposes those that may be named; empty for any
 * @param requireNotice whether the notice that was shown has to be named
 * @param notices those that may be named; empty for any
 */
public record ConsentPolicy(
        boolean requireConsent,
        boolean requirePurpose,
        Set<String> purposes,
        boolean requireNotice,
        Set<String> notices) {
    /** Nothing has to be said. */
    public static final ConsentPolicy NONE = new ConsentPolicy(false, false, Set.of(), false, Set.of());

    public ConsentPolicy {
        purposes = Set.copyOf(purposes);
        notices = Set.copyOf(notices);
    }

    /** Returns when a voice with these facts may be heard; who says that consent is not granted never may. */
    void check(ConsentFacts facts) throws Refusal {
        if (facts.granted().isPresent() && !facts.granted().get())
            throw refused("consent is not granted, says the client; come again when it is");
        if (facts.granted().isEmpty() && (requireConsent || !facts.isSilent()))
            throw refused("it is not said that consent is granted; ask the voice, then give consent=granted");
        check("purpose", requirePurpose, purposes, facts.purpose());
        check("notice", requireNotice, notices, facts.notice());
    }

    private static void check(String what, boolean required, Set<String> allowed, Optional<String> given)
            throws Refusal {
        var choice = allowed.isEmpty() ? "" : " of " + String.join(", ", new TreeSet<>(allowed));
        if (given.isEmpty() && required)
            throw refused("no " + what + " is named; give " + what + "=…" + (choice.isEmpty() ? "" : ", one" + choice));
        if (given.isPresent() && !allowed.isEmpty() && !allowed.contains(given.get()))
            throw refused(what + " '" + given.get() + "' is not allowed here; give one" + choice);
    }

    private static Refusal refused(String why) {
        return new Refusal(Fault.CONSENT_REQUIRED, why);
    }
}
