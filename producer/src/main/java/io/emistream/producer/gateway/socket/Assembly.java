package io.emistream.producer.gateway.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Messages from their parts, as they come off the wire: of bounded size, and it is known since when one has not been complete. One thread at a time. */
final class Assembly {
    private final SocketRules rules;
    private final LongSupplier nanos;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int size;
    private volatile @Nullable Long begun;

    Assembly(SocketRules rules, LongSupplier nanos) {
        this.rules = rules;
        this.nanos = nanos;
    }

    /** The message is too large; says by what limit. */
    static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1;

        private TooLarge(String what, int limit) {
            super(what + " of more than " + limit + " bytes");
        }
    }

    /** The message, when this was its last part. */
    @Nullable
    String text(String part, boolean last) throws TooLarge {
        size += part.getBytes(StandardCharsets.UTF_8).length;
        if (size > rules.largestText()) throw new TooLarge("text", rules.largestText());
        text.append(part);
        if (!last) return begin();
        var whole = text.toString();
        text.setLength(0);
        end();
        return whole;
    }

    /** The message, when this was its last part; a message of one part shares its bytes. */
    @Nullable
    ByteBuffer binary(ByteBuffer part, boolean last) throws TooLarge {
        boolean only = last && size == 0;
        size += part.remaining();
        if (size > rules.largestBinary()) throw new TooLarge("binary", rules.largestBinary());
        if (only) {
            end();
            return part;
        }
        var copy = new byte[part.remaining()];
        part.get(copy);
        bytes.writeBytes(copy);
        if (!last) return begin();
        var whole = ByteBuffer.wrap(bytes.toByteArray());
        bytes.reset();
        end();
        return whole;
    }

    /** Whether a message was begun so long ago and is not complete. Any thread. */
    boolean isOverdue(Duration limit) {
        var since = begun;
        return since != null && nanos.getAsLong() - since > limit.toNanos();
    }

    private <T> @Nullable T begin() {
        if (begun == null) begun = nanos.getAsLong();
        return null;
    }

    private void end() {
        size = 0;
        begun = null;
    }
}
