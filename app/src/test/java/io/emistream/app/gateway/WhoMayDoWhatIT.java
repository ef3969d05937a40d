package io.emistream.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Roles;
import io.emistream.producer.gateway.GatewayConfig;
import io.emistream.producer.gateway.GatewayServer;
import io.emistream.producer.gateway.door.Origins;
import io.emistream.producer.gateway.door.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every credential at every address of a gateway that asks for tokens. */
class WhoMayDoWhatIT {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String CALL = "call";
    private static final String IN = "in";
    private static final Lifecycle LIFECYCLE = new Lifecycle();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Roles.Embedded kafka;

    @SuppressWarnings("NullAway.Init")
    private static GatewayServer gateway;

    /** Where a token is put. */
    enum Place {
        HEADER,
        QUERY,
        MESSAGE
    }

    @BeforeAll
    static void start() {
        kafka = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, LIFECYCLE);
        var config =
                GatewayConfig.local(0).admitting(new Origins(Set.of()), new Tokens(SECRET, InstantSource.system()));
        gateway = LIFECYCLE.add("gateway", GatewayOptions.start(config, kafka.cluster()));
    }

    @AfterAll
    static void stop() {
        LIFECYCLE.close();
    }

    // MESSAGE: the config of the native protocol, a custom parameter of Twilio; the others have none, and get the token
    // in no place
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            value = {
                "credential        | place   | native       | results      | livekit      | twilio       | raw          | page",
                "none              | HEADER  | unauthorized | unauthorized | unauthorized | unauthorized | unauthorized | 200",
                "nonsense          | QUERY   | unauthorized | unauthorized | unauthorized | unauthorized | unauthorized | 200",
                "expired           | HEADER  | unauthorized | unauthorized | unauthorized | unauthorized | unauthorized | 200",
                "expired           | QUERY   | unauthorized | unauthorized | unauthorized | unauthorized | unauthorized | 200",
                "wrong signature   | HEADER  | unauthorized | unauthorized | unauthorized | unauthorized | unauthorized | 200",
                "no signature      | QUERY   | unauthorized | unauthorized | unauthorized | unauthorized | unauthorized | 200",
                "other issuer      | HEADER  | unauthorized | unauthorized | unauthorized | unauthorized | unauthorized | 200",
                "never expires     | HEADER  | unauthorized | unauthorized | unauthorized | unauthorized | unauthorized | 200",
                "other session     | HEADER  | unauthorized | unauthorized | unauthorized | unauthorized | unauthorized | 200",
                "other session     | MESSAGE | unauthorized | unauthorized | unauthorized | unauthorized | unauthorized | 200",
                "other participant | QUERY   | unauthorized | unauthorized | unauthorized | unauthorized | unauthorized | 200",
                "without results   | HEADER  | in           | unauthorized | in           | in           | in           | 200",
                "without results   | QUERY   | in           | unauthorized | in           | in           | in           | 200",
                "right             | HEADER  | in           | in           | in           | in           | in           | 200",
                "right             | QUERY   | in           | in           | in           | in           | in           | 200",
                "right             | MESSAGE | in           | in           | unauthorized | in           | unauthorized | 200",
                "for all           | QUERY   | in           | in           | in           | in           | in           | 200"
            })
    void isLetInOrToldWhyNot(
            String credential,
            Place place,
            String nativeProtocol,
            String results,
            String liveKit,
            String twilio,
            String raw,
            String page)
            throws Exception {
        var voice = credential.replace(' ', '-') + "-" + place;

        assertThat(nativeProtocol(credential, place, voice + "-native", "none")).isEqualTo(nativeProtocol);
        assertThat(nativeProtocol(credential, place, voice + "-results", "final"))
                .isEqualTo(results);
        assertThat(inTheQuery("livekit", credential, place, voice + "-livekit")).isEqualTo(liveKit);
        assertThat(twilio(credential, place, voice + "-twilio")).isEqualTo(twilio);
        assertThat(inTheQuery("raw", credential, place, voice + "-raw")).isEqualTo(raw);
        assertThat(page(credential, place, voice)).isEqualTo(page);
    }

    private static String nativeProtocol(String credential, Place place, String voice, String results)
            throws GeneralSecurityException {
        var token = token(credential, voice);
        try (var speaker = speaker("v1/ingest?", place, token)) {
            speaker.say("{'type':'config','session':'" + CALL + "','participant':'" + voice
                    + "','encoding':'s16le','sampleRate':16000,'results':'" + results + "'"
                    + (place == Place.MESSAGE ? ",'token':'" + token + "'" : "") + "}");
            return outcome(speaker, "ready");
        }
    }

    private static String inTheQuery(String way, String credential, Place place, String voice)
            throws GeneralSecurityException {
        var address = way + "?session=" + CALL + "&participant=" + voice;
        try (var speaker = speaker(address, place, token(credential, voice))) {
            if (way.equals("raw")) {
                unlessTurnedAway(() -> speaker.say("end"));
                return outcome(speaker, "ended");
            }
            unlessTurnedAway(speaker::hangUp);
            return stored(speaker, voice);
        }
    }

    private static String twilio(String credential, Place place, String voice) throws GeneralSecurityException {
        var token = token(credential, voice);
        try (var speaker = speaker("twilio?", place, token)) {
            speaker.say("{'event':'start','start':{'callSid':'" + CALL
                    + "','tracks':['inbound'],'mediaFormat':{'encoding':'audio/x-mulaw','sampleRate':8000,'channels':1},"
                    + "'customParameters':{'inbound':'" + voice + "'"
                    + (place == Place.MESSAGE ? ",'token':'" + token + "'" : "") + "}}}");
            unlessTurnedAway(() -> speaker.say("{'event':'stop'}"));
            unlessTurnedAway(speaker::hangUp);
            return stored(speaker, voice);
        }
    }

    private static String page(String credential, Place place, String voice) throws Exception {
        var address = "http"
                + gateway.address()
                        .resolve("?" + query(place, token(credential, voice)))
                        .toString()
                        .substring(2);
        var request = HttpRequest.newBuilder(URI.create(address)).build();
        return String.valueOf(HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode());
    }

    private static Speaker speaker(String address, Place place, String token) {
        var uri = gateway.address().resolve(address + query(place, token));
        return place == Place.HEADER && !token.isEmpty()
                ? new Speaker(uri, "Authorization", "Bearer " + token)
                : new Speaker(uri);
    }

    /** The gateway may have closed before the client has said all. */
    private static void unlessTurnedAway(Runnable said) {
        try {
            said.run();
        } catch (CompletionException e) {
            assertThat(e).hasMessageContaining("Output closed");
        }
    }

    private static String query(Place place, String token) {
        return place == Place.QUERY ? "&token=" + token : "";
    }

    private static String outcome(Speaker speaker, String welcome) {
        var said = speaker.hear(message ->
                Set.of(welcome, "error").contains(message.path("type").asText()));
        return said.path("type").asText().equals(welcome) ? IN : refused(speaker);
    }

    /** These platforms are told nothing when they are let in: an end is stored, or they are turned away. */
    private static String stored(Speaker speaker, String voice) {
        var last = speaker.hear(message ->
                Set.of("closed", "error").contains(message.path("type").asText()));
        if (last.path("type").asText().equals("error")) return refused(speaker);
        return Stored.stream(kafka.cluster(), CALL, voice).isEmpty() ? "nothing" : IN;
    }

    private static String refused(Speaker speaker) {
        var error = speaker.hear("error");
        assertThat(error.path("fatal").asBoolean()).isTrue();
        assertThat(speaker.hear("closed").path("closeCode").asInt()).isIn(4008, 1000);
        return error.path("code").asText();
    }

    private static String token(String credential, String voice) throws GeneralSecurityException {
        var mine = Optional.of(voice);
        var hour = Duration.ofHours(1);
        var tokens = new Tokens(SECRET, InstantSource.system());
        return switch (credential) {
            case "none" -> "";
            case "nonsense" -> "nonsense";
            case "expired" ->
                new Tokens(SECRET, () -> Instant.now().minusSeconds(7_200)).mint(grant(CALL, mine, true), hour);
            case "wrong signature" ->
                new Tokens(SECRET.replace('0', '1'), InstantSource.system()).mint(grant(CALL, mine, true), hour);
            case "no signature" -> byHand("none", "emistream", true).replaceAll("[^.]*$", "");
            case "other issuer" -> byHand("HS256", "somebody", true);
            case "never expires" -> byHand("HS256", "emistream", false);
            case "other session" -> tokens.mint(grant("another", mine, true), hour);
            case "other participant" -> tokens.mint(grant(CALL, Optional.of("another"), true), hour);
            case "without results" -> tokens.mint(grant(CALL, mine, false), hour);
            case "right" -> tokens.mint(grant(CALL, mine, true), hour);
            case "for all" -> tokens.mint(new Tokens.Grant(Optional.empty(), Optional.empty(), true), hour);
            default -> throw new IllegalArgumentException(credential);
        };
    }

    private static Tokens.Grant grant(String session, Optional<String> participant, boolean results) {
        return new Tokens.Grant(Optional.of(session), participant, results);
    }

    private static String byHand(String algorithm, String issuer, boolean expires) throws GeneralSecurityException {
        var signed = base64("{\"alg\":\"" + algorithm + "\"}") + "."
                + base64("{\"iss\":\"" + issuer + "\",\"results\":true" + (expires ? ",\"exp\":4102444800" : "") + "}");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
