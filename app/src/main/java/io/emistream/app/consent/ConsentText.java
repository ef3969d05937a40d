package io.emistream.app.consent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.show.Table;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.SessionConsent;
import io.emistream.schemas.consent.ConsentSubject;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of consent, for people or for machines. */
final class ConsentText {
    private static final String NOTHING = "-";

    private ConsentText() {}

    /** A heading and a line for each; or JSON alone. */
    static List<String> lines(List<ControlMessage> messages, boolean json) {
        if (json)
            return messages.stream().map(message -> json(message).toString()).toList();
        if (messages.isEmpty()) return List.of("nothing is said of consent");
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("said at", "session", "participant", "state", "purpose", "notice", "by"));
        messages.forEach(message -> rows.add(row(message)));
        return Table.lines(rows, List.of());
    }

    /** Whom a record is about, as its key says. */
    static ConsentSubject subject(ControlMessage message) {
        return ConsentSubject.of(message.getSubject())
                .or(() -> ConsentSubject.ofAgreement(message.getSubject()))
                .orElseThrow(() -> new IllegalStateException(message.getSubject() + " is no subject of consent"));
    }

    private static List<String> row(ControlMessage message) {
        var subject = subject(message);
        return List.of(
                message.getAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                subject.sessionId(),
                shown(subject.participantId()),
                state(message),
                shown(consent(message).map(SessionConsent::getPurpose).orElse(null)),
                shown(consent(message).map(SessionConsent::getNotice).orElse(null)),
                message.getIssuer());
    }

    private static ObjectNode json(ControlMessage message) {
        var subject = subject(message);
        var json = JsonNodeFactory.instance.objectNode();
        json.put("at", message.getAt().toString());
        json.put("sessionId", subject.sessionId());
        json.put("participantId", subject.participantId());
        json.put("state", state(message));
        json.put("purpose", consent(message).map(SessionConsent::getPurpose).orElse(null));
        json.put("notice", consent(message).map(SessionConsent::getNotice).orElse(null));
        return json.put("by", message.getIssuer());
    }

    /** What cannot be understood is unknown, which counts as revoked; what a voice agreed to decides nothing. */
    private static String state(ControlMessage message) {
        if (ConsentSubject.ofAgreement(message.getSubject()).isPresent()) return "agreed";
        return consent(message)
                .map(SessionConsent::getState)
                .orElse(ConsentState.UNKNOWN)
                .name()
                .toLowerCase(Locale.ROOT);
    }

    private static Optional<SessionConsent> consent(ControlMessage message) {
        return Optional.ofNullable(message.getConsent());
    }

    private static String shown(@Nullable String text) {
        return text == null ? NOTHING : text;
    }
}
