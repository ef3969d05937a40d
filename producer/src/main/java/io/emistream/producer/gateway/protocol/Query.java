package io.emistream.producer.gateway.protocol;

import io.emistream.audio.SampleEncoding;
import io.emistream.producer.gateway.consent.ConsentFacts;
import io.emistream.producer.gateway.socket.Visit;
import io.emistream.producer.gateway.voice.Fault;
import io.emistream.producer.gateway.voice.PcmFormat;
import io.emistream.producer.gateway.voice.Refusal;
import io.emistream.producer.gateway.voice.VoiceId;
import java.util.Locale;

/** What a client that sends no configuration says in its query. */
public record Query(Visit visit) {

    /** {@code session} (or {@code room}) and {@code participant}, and {@code track} behind it where a participant has several. */
    private VoiceId voice() throws Refusal {
        var session = visit.parameter("session").or(() -> visit.parameter("room"));
        var participant = visit.parameter("participant");
        var track = visit.parameter("track").or(() -> visit.parameter("trackID"));
        if (session.isEmpty() || participant.isEmpty())
            throw new Refusal(
                    Fault.CONFIG_INVALID, "the address lacks a parameter; give ?session=…&participant=… in it");
        try {
            return new VoiceId(
                    session.get(),
                    participant.get() + track.map(one -> "/" + one).orElse(""));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Fault.CONFIG_INVALID, String.valueOf(e.getMessage()));
        }
    }

    /** {@code encoding} and {@code sampleRate}, or these. */
    public PcmFormat format(SampleEncoding encoding, int rate) throws Refusal {
        try {
            return new PcmFormat(
                    encoding(encoding),
                    visit.parameter("sampleRate").map(Integer::parseInt).orElse(rate));
        } catch (NumberFormatException e) {
            throw new Refusal(Fault.CONFIG_INVALID, "sampleRate is no whole number; give 8000 to 48000");
        } catch (IllegalArgumentException e) {
            throw new Refusal(Fault.CONFIG_INVALID, String.valueOf(e.getMessage()));
        }
    }

    private SampleEncoding encoding(SampleEncoding usual) throws Refusal {
        var asked = visit.parameter("encoding");
        if (asked.isEmpty()) return usual;
        for (var one : SampleEncoding.values())
            if (one.name().toLowerCase(Locale.ROOT).equals(asked.get())) return one;
        throw new Refusal(Fault.CONFIG_INVALID, "encoding is not known; give s16le, f32le or mulaw");
    }

    private ConsentFacts consent() throws Refusal {
        return ConsentFacts.of(
                visit.parameter(ConsentFacts.CONSENT),
                visit.parameter(ConsentFacts.PURPOSE),
                visit.parameter(ConsentFacts.NOTICE));
    }

    /** All of it, with audio of that format. */
    public LiveVoice.Speaker speaker(PcmFormat format) throws Refusal {
        boolean resume = visit.parameter("resume").filter("true"::equals).isPresent();
        return new LiveVoice.Speaker(voice(), format, resume, visit.token(), consent());
    }
}
