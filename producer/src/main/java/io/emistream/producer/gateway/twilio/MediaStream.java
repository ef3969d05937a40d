package io.emistream.producer.gateway.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.audio.SampleEncoding;
import io.emistream.producer.gateway.consent.ConsentFacts;
import io.emistream.producer.gateway.protocol.Context;
import io.emistream.producer.gateway.protocol.LiveVoice;
import io.emistream.producer.gateway.socket.Conversation;
import io.emistream.producer.gateway.socket.Peer;
import io.emistream.producer.gateway.socket.Visit;
import io.emistream.producer.gateway.voice.Fault;
import io.emistream.producer.gateway.voice.PcmFormat;
import io.emistream.producer.gateway.voice.Refusal;
import io.emistream.producer.gateway.voice.VoiceId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A phone call by Twilio Media Streams: JSON in text frames, µ-law at 8 kHz in Base64, one participant for each track. The session is the
 * call's SID and the participants are {@code inbound} and {@code outbound}, unless custom parameters of these names say otherwise. A custom
 * parameter {@code token} carries the token, for Twilio takes no query in the address.
 */
public final class MediaStream implements Conversation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PcmFormat PHONE = new PcmFormat(SampleEncoding.MULAW, 8_000);

    private final Context context;
    private final Visit visit;
    private final Peer peer;
    private final Map<String, LiveVoice> voices = new ConcurrentHashMap<>();
    private final Set<String> unheard = new HashSet<>();
    private final long begun;
    private boolean turnedAway;
    private volatile boolean started;
    private volatile @Nullable Refusal revocation;

    public MediaStream(Context context, Visit visit, Peer peer) {
        this.context = context;
        this.visit = visit;
        this.peer = peer;
        this.begun = context.nanos().getAsLong();
    }

    @Override
    public void text(String message) {
        if (turnedAway) return;
        try {
            var said = JSON.readTree(message);
            switch (said.path("event").asText()) {
                case "start" -> start(said.path("start"));
                case "media" -> media(said.path("media"));
                case "stop" -> closed();
                default -> {
                    // connected, mark, dtmf: nothing that is heard
                }
            }
        } catch (JsonProcessingException e) {
            turnAway(new Refusal(
                    Fault.BAD_MESSAGE, "a text frame is no JSON; this address is for Twilio Media Streams"));
        } catch (Refusal e) {
            turnAway(e);
        }
    }

    @Override
    public long audio(ByteBuffer bytes) {
        if (!turnedAway)
            turnAway(new Refusal(
                    Fault.BAD_MESSAGE, "Twilio sends no binary frames; this address is for Twilio Media Streams"));
        return 0;
    }

    @Override
    public void tick() {
        if (!turnedAway
                && voices.isEmpty()
                && context.nanos().getAsLong() - begun > context.slowest().toNanos())
            turnAway(new Refusal(
                    Fault.NOT_CONFIGURED,
                    "no start came within " + context.slowest().toSeconds() + " s"));
    }

    @Override
    public void closed() {
        voices.values().forEach(LiveVoice::end);
    }

    private void start(JsonNode start) throws Refusal {
        if (started) throw new Refusal(Fault.ALREADY_CONFIGURED, "a second start on one connection");
        var format = start.path("mediaFormat");
        if (!format.path("encoding").asText().equals("audio/x-mulaw")
                || format.path("sampleRate").asInt() != PHONE.rate()
                || format.path("channels").asInt() != 1)
            throw new Refusal(
                    Fault.CONFIG_INVALID, "media format " + format + " is not audio/x-mulaw, 8000, 1 channel");
        var given = start.path("customParameters");
        var session = given.path("session").asText(start.path("callSid").asText());
        var token = Optional.ofNullable(given.path("token").textValue()).or(visit::token);
        var consent = ConsentFacts.of(
                parameter(given, ConsentFacts.CONSENT),
                parameter(given, ConsentFacts.PURPOSE),
                parameter(given, ConsentFacts.NOTICE));
        for (var track : start.path("tracks")) {
            var participant = given.path(track.asText()).asText(track.asText());
            begin(track.asText(), new LiveVoice.Speaker(voice(session, participant), PHONE, false, token, consent));
        }
        started = true;
        var why = revocation;
        if (why != null) revoked(why); // while tracks were still beginning
    }

    /** The other track is heard on where this one may not be. */
    private void begin(String track, LiveVoice.Speaker speaker) throws Refusal {
        try {
            voices.put(track, LiveVoice.begin(context, speaker, this::revoked, peer));
        } catch (Refusal e) {
            if (e.fault() != Fault.CONSENT_REVOKED) throw e;
            unheard.add(track);
            revocation = e;
        }
    }

    private static Optional<String> parameter(JsonNode given, String name) {
        return Optional.ofNullable(given.path(name).textValue());
    }

    /** The other track is heard on, if there is one. */
    private void revoked(Refusal why) {
        revocation = why;
        if (started && voices.values().stream().allMatch(LiveVoice::isOver)) LiveVoice.turnAway(why, peer);
    }

    private static VoiceId voice(String session, String participant) throws Refusal {
        try {
            return new VoiceId(session, participant);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Fault.CONFIG_INVALID, String.valueOf(e.getMessage()));
        }
    }

    private void media(JsonNode media) throws Refusal {
        var track = media.path("track").asText();
        if (unheard.contains(track)) return;
        var voice = voices.get(track);
        if (voice == null)
            throw new Refusal(Fault.NOT_CONFIGURED, "media of track '" + track + "', which no start has announced");
        try {
            var unused = voice.hear(ByteBuffer.wrap(
                    Base64.getDecoder().decode(media.path("payload").asText())));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Fault.BAD_MESSAGE, "a payload is no Base64");
        }
    }

    private void turnAway(Refusal refusal) {
        turnedAway = true;
        closed();
        LiveVoice.turnAway(refusal, peer);
    }
}
