package io.emistream.producer.gateway.consent;

import io.emistream.producer.gateway.livekit.LiveKitTrack;
import io.emistream.producer.gateway.protocol.Desk;
import io.emistream.producer.gateway.protocol.FakePeer;
import io.emistream.producer.gateway.protocol.NativeConversation;
import io.emistream.producer.gateway.raw.RawSocket;
import io.emistream.producer.gateway.socket.Conversation;
import io.emistream.producer.gateway.twilio.MediaStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A kind of client, which speaks 200 ms. */
enum Kind {
    NATIVE {
        @Override
        Conversation begin(Desk desk, FakePeer peer, Map<String, String> facts) {
            var talk = new NativeConversation(desk.context(), Desk.visit(), peer);
            talk.text(("{'type':'config','session':'call','participant':'anna','encoding':'s16le','sampleRate':16000"
                            + words(facts) + "}")
                    .replace('\'', '"'));
            return talk;
        }
    },
    LIVEKIT {
        @Override
        Conversation begin(Desk desk, FakePeer peer, Map<String, String> facts) {
            return LiveKitTrack.begin(desk.context(), Desk.visit(query(facts, "48000")), peer);
        }
    },
    RAW {
        @Override
        Conversation begin(Desk desk, FakePeer peer, Map<String, String> facts) {
            return RawSocket.begin(desk.context(), Desk.visit(query(facts, "16000")), peer);
        }
    },
    TWILIO {
        @Override
        Conversation begin(Desk desk, FakePeer peer, Map<String, String> facts) {
            var call = new MediaStream(desk.context(), Desk.visit(), peer);
            call.text(("{'event':'start','start':{'callSid':'call','tracks':['inbound'],'mediaFormat':{'encoding':"
                            + "'audio/x-mulaw','sampleRate':8000,'channels':1},'customParameters':{'inbound':'anna'"
                            + words(facts) + "}}}")
                    .replace('\'', '"'));
            return call;
        }

        @Override
        void speak(Conversation call) {
            var payload = Base64.getEncoder().encodeToString(new byte[1_600]);
            call.text("{\"event\":\"media\",\"media\":{\"track\":\"inbound\",\"payload\":\"" + payload + "\"}}");
        }
    };

    abstract Conversation begin(Desk desk, FakePeer peer, Map<String, String> facts);

    void speak(Conversation talk) {
        talk.audio(ByteBuffer.allocate(this == LIVEKIT ? 19_200 : 6_400));
    }

    private static String words(Map<String, String> facts) {
        var words = new StringBuilder();
        facts.forEach((name, value) -> words.append(",'" + name + "':'" + value + "'"));
        return words.toString();
    }

    private static String[] query(Map<String, String> facts, String rate) {
        var query = new ArrayList<>(List.of("session", "call", "participant", "anna", "sampleRate", rate));
        facts.forEach((name, value) -> query.addAll(List.of(name, value)));
        return query.toArray(String[]::new);
    }
}
