package io.emistream.producer.gateway.door;

import io.emistream.producer.gateway.voice.Fault;
import io.emistream.producer.gateway.voice.Refusal;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many streams each token has let in that are still there. Thread-safe. */
public final class Seats {
    private final int perToken;
    private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();

    /** @param perToken streams that one token lets in at a time */
    public Seats(int perToken) {
        this.perToken = perToken;
    }

    /** One more; who has no token is not counted. @return to be run once when the stream has gone */
    public Runnable take(Optional<String> token) throws Refusal {
        if (token.isEmpty()) return () -> {};
        var one = signed(token.get());
        int now = taken.merge(one, 1, Integer::sum);
        if (now <= perToken) return () -> giveBack(one);
        giveBack(one);
        throw new Refusal(
                Fault.TOO_MANY_STREAMS,
                "the token has let in " + perToken + " streams, which is its limit; end one of them first");
    }

    /** What the signature is of: the signature itself can be written in more than one way. */
    private static String signed(String token) {
        int dot = token.lastIndexOf('.');
        return dot < 0 ? token : token.substring(0, dot);
    }

    private void giveBack(String token) {
        taken.computeIfPresent(token, (same, count) -> count == 1 ? null : count - 1);
    }
}
