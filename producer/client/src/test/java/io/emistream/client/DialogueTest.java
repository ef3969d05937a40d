package io.emistream.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DialogueTest {
    private static final Voice ANNA = new Voice("call", "anna", Encoding.S16LE, 8_000);
    private static final Options OPTIONS = Options.standard().bearing(Duration.ofSeconds(10), Duration.ofMinutes(1));

    private final Dialogue dialogue = new Dialogue(ANNA, OPTIONS);

    @Property(tries = 300, seed = "11")
    void whateverBreaksWhatIsStoredIsWhatWasSaid(@ForAll long seed) throws Exception {
        var chance = new Random(seed);
        var gateway = new ModelGateway(chance);
        var said = new byte[2 * (20_000 + chance.nextInt(200_000))];
        chance.nextBytes(said);
        var talk = new Dialogue(ANNA, OPTIONS);
        hearAll(talk, gateway);
        int added = 0;

        for (int step = 0; !talk.progress().ended(); step++) {
            boolean faults = step < 2_000;
            added += talk.kept().add(said, added, Math.min(chance.nextInt(9_000), said.length - added));
            if (added == said.length) talk.end();
            for (int i = chance.nextInt(4); i > 0; i--) {
                var next = talk.next();
                if (next != null) gateway.send(next);
            }
            for (int i = chance.nextInt(4); i > 0; i--) gateway.read(faults);
            if (chance.nextInt(3) == 0) gateway.store();
            if (chance.nextBoolean()) hearAll(talk, gateway);
            if (chance.nextBoolean()) talk.waited();
            if (faults && chance.nextInt(25) == 0) {
                gateway.breakOff();
                talk.lost();
            }
            assertThat(talk.failure()).isNull();
            assertThat(step).as("steps").isLessThan(20_000);
        }

        assertThat(gateway.isEnded()).isTrue();
        assertThat(gateway.stored()).isEqualTo(said);
        assertThat(talk.progress()).isEqualTo(new Progress(said.length / 2, said.length / 2, true));
    }

    @Test
    void saysWhatTheVoiceAgreedTo() {
        var consent = Consent.granted().purpose("coaching").notice("2026-11");
        var talk = new Dialogue(ANNA, OPTIONS.with(consent));

        assertThat(talk.next()).isInstanceOfSatisfying(Outgoing.Text.class, greeting -> assertThat(greeting.json())
                .contains("\"consent\":\"granted\",\"purpose\":\"coaching\",\"notice\":\"2026-11\""));
    }

    @Test
    void aRevocationIsSaidUntilItIsConfirmedAndNoAudioFollowsIt() throws Exception {
        begin();
        dialogue.kept().add(new byte[100], 0, 100);
        dialogue.revoking().want();
        assertThat(dialogue.next()).isEqualTo(new Outgoing.Text("{\"type\":\"revoke\"}"));
        assertThat(dialogue.next()).isNull();

        dialogue.lost();
        begin();
        assertThat(dialogue.next()).isEqualTo(new Outgoing.Text("{\"type\":\"revoke\"}"));
        assertThat(dialogue.hear(json("{'type':'error','code':'storage_unavailable','message':'away'}")))
                .isInstanceOf(Outcome.Wait.class);
        dialogue.waited();
        assertThat(dialogue.next()).isEqualTo(new Outgoing.Text("{\"type\":\"revoke\"}"));

        assertThat(dialogue.hear(json("{'type':'revoked'}"))).isInstanceOf(Outcome.Failed.class);
        assertThat(dialogue.revoking().isDone()).isTrue();
    }

    @Test
    void endsAtOnceWhenOnlyTheConfirmationWasLost() throws Exception {
        begin();
        dialogue.end();
        assertThat(dialogue.next()).isEqualTo(new Outgoing.Text("{\"type\":\"end\"}"));
        dialogue.lost();

        assertThat(isResumption(dialogue.next())).isTrue();
        dialogue.hear(json("{'type':'ended'}"));

        assertThat(dialogue.progress().ended()).isTrue();
    }

    @Test
    void saysWhatItNeedsWhenTheGatewayWantsWhatIsForgotten() throws Exception {
        begin();
        dialogue.kept().add(new byte[4_000], 0, 4_000);
        dialogue.hear(json("{'type':'ack','samples':1000,'keepFrom':900}"));
        dialogue.lost();

        var outcome = dialogue.hear(json("{'type':'ready','firstSample':0}"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.why().code()).isEqualTo("wrong_position");
            assertThat(failed.why())
                    .hasMessage(
                            "the gateway wants call/anna from sample 0, but only 900 to 2000 are kept; begin another session");
        });
    }

    @Test
    void waitsAsLongAsItIsTold() throws Exception {
        begin();
        dialogue.kept().add(new byte[4_000], 0, 4_000);
        dialogue.next();

        var outcome = dialogue.hear(json("{'type':'error','code':'rate_limited','message':'too fast','fatal':false,"
                + "'nextSample':500,'retryAfterMs':2500}"));

        assertThat(outcome).isEqualTo(new Outcome.Wait(Duration.ofMillis(2_500), "too fast"));
        assertThat(dialogue.next()).isNull();
        dialogue.waited();
        assertThat(dialogue.next()).isEqualTo(new Outgoing.Text("{\"type\":\"resend\",\"from\":500}"));
        assertThat(dialogue.next()).isInstanceOfSatisfying(Outgoing.Audio.class, audio -> assertThat(
                        audio.pcm().remaining())
                .isEqualTo(3_000));
    }

    @Test
    void anEndBehindARefusedFrameIsSaidAgain() throws Exception {
        begin();
        dialogue.kept().add(new byte[4_000], 0, 4_000);
        dialogue.end();
        dialogue.next();
        assertThat(dialogue.next()).isEqualTo(new Outgoing.Text("{\"type\":\"end\"}"));

        dialogue.hear(json("{'type':'error','code':'frame_too_large','fatal':false,'nextSample':0}"));
        var outcome = dialogue.hear(json("{'type':'error','code':'wrong_sample','fatal':false,'nextSample':0}"));

        assertThat(outcome).isEqualTo(Outcome.GO_ON);
        assertThat(dialogue.next()).isEqualTo(new Outgoing.Text("{\"type\":\"resend\",\"from\":0}"));
        assertThat(dialogue.next()).isInstanceOf(Outgoing.Audio.class);
        assertThat(dialogue.next()).isEqualTo(new Outgoing.Text("{\"type\":\"end\"}"));
    }

    @Test
    void cannotGoOnWhereAnotherGoesOn() throws Exception {
        begin();

        assertThat(dialogue.closed(4008, "replaced")).isInstanceOf(Outcome.Failed.class);
        assertThat(dialogue.closed(1001, "the gateway ends")).isInstanceOf(Outcome.Reconnect.class);
    }

    @Test
    void goesOnWithTheStreamOfAnEarlierProgram() throws Exception {
        var later = new Dialogue(ANNA, OPTIONS.resuming());
        assertThat(isResumption(later.next())).isTrue();

        later.hear(json("{'type':'ready','firstSample':7000}"));
        later.kept().add(new byte[200], 0, 200);

        assertThat(later.firstSample()).isEqualTo(7_000);
        assertThat(later.progress().written()).isEqualTo(7_100);
        assertThat(later.next()).isInstanceOf(Outgoing.Audio.class);
    }

    private void begin() throws JsonProcessingException {
        dialogue.next();
        dialogue.hear(json("{'type':'ready','firstSample':0}"));
    }

    private static void hearAll(Dialogue talk, ModelGateway gateway) {
        for (var answer = gateway.answer(); answer != null; answer = gateway.answer()) {
            if (!(talk.hear(answer) instanceof Outcome.Reconnect)) continue;
            gateway.breakOff();
            talk.lost();
        }
    }

    private static boolean isResumption(@Nullable Outgoing said) throws JsonProcessingException {
        return said instanceof Outgoing.Text text
                && new ObjectMapper().readTree(text.json()).path("resume").asBoolean();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
