package io.emistream.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The first message of a connection. */
final class Greeting {
    private Greeting() {}

    /** A message of that type, with nothing in it yet. */
    static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** Asks for a token. @param resume whether the stream goes on that was begun before */
    static ObjectNode of(Voice voice, Options options, boolean resume) {
        var config = typed("config")
                .put("session", voice.session())
                .put("participant", voice.participant())
                .put("encoding", voice.encoding().word())
                .put("sampleRate", voice.sampleRate())
                .put("results", options.results().word())
                .put("resume", resume);
        Optional<String> token = options.token().get();
        token.ifPresent(one -> config.put("token", one));
        options.consent().ifPresent(consent -> {
            config.put("consent", "granted");
            consent.purpose().ifPresent(what -> config.put("purpose", what));
            consent.notice().ifPresent(which -> config.put("notice", which));
        });
        return config;
    }
}
