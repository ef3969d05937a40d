package io.emistream.client;

import java.net.URI;
import java.util.function.BooleanSupplier;

/**
 * A voice on its way to a gateway: what is written is stored once and in order, whatever becomes of the connection, or an error says that it is not.
 * Connections that break are made anew, and what was not stored goes out again. Thread-safe; single use.
 *
 * <p>What is not stored is kept, up to {@link Options#keep}; {@link #write} waits where there is no room. One thread, {@code emistream-client}, speaks
 * with the gateway and calls the {@link Listener}.
 */
public final class SpeechStream implements AutoCloseable {
    private static final String PATH = "/v1/ingest";

    private final Voice voice;
    /** Its lock is waited on; held by whoever looks at it, and never while the listener is called. */
    private final Dialogue dialogue;

    private final Line line;
    private boolean closed;

    private SpeechStream(URI gateway, Voice voice, Options options, Listener listener) {
        this.voice = voice;
        this.dialogue = new Dialogue(voice, options);
        var address = String.valueOf(gateway.getPath()).endsWith(PATH) ? gateway : gateway.resolve(PATH);
        this.line = new Line(address, options, dialogue, listener);
    }

    /**
     * Begins; returns when audio may be written.
     *
     * @param gateway such as {@code ws://127.0.0.1:8082}
     * @throws IngestException when there is no gateway, or it does not want the voice
     */
    public static SpeechStream open(URI gateway, Voice voice, Options options, Listener listener)
            throws IngestException, InterruptedException {
        var stream = new SpeechStream(gateway, voice, options, listener);
        try {
            stream.line.open();
            stream.await(stream.dialogue::isBegun);
            return stream;
        } catch (IngestException | InterruptedException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    /** The sample that the first byte written belongs to: 0 unless the stream of an earlier program is gone on with. */
    public long firstSample() {
        synchronized (dialogue) {
            return dialogue.firstSample();
        }
    }

    /** Takes audio; see {@link #write(byte[], int, int)}. */
    public void write(byte[] pcm) throws IngestException, InterruptedException {
        write(pcm, 0, pcm.length);
    }

    /**
     * Takes audio, cut anywhere, also within a sample; waits as long as too much is not stored.
     *
     * @throws IngestException when the stream cannot go on; what lies behind {@link #progress} may not be stored then
     * @throws IllegalStateException after {@link #end} or {@link #close}
     */
    public void write(byte[] pcm, int offset, int length) throws IngestException, InterruptedException {
        synchronized (dialogue) {
            for (int done = 0; done < length; ) {
                check();
                if (dialogue.isEnding())
                    throw new IllegalStateException("the stream of " + voice.name() + " has ended");
                int taken = dialogue.kept().add(pcm, offset + done, length - done);
                done += taken;
                line.more();
                if (taken == 0) dialogue.wait();
            }
        }
    }

    /** How far it is stored. */
    public Progress progress() {
        synchronized (dialogue) {
            return dialogue.progress();
        }
    }

    /**
     * Ends the stream; returns when all of it is stored. Scores that were asked for come for a minute more, until {@link #close}.
     *
     * @throws IngestException when the stream cannot go on; what lies behind {@link #progress} may not be stored then
     */
    public void end() throws IngestException, InterruptedException {
        synchronized (dialogue) {
            dialogue.end();
            line.more();
            await(() -> dialogue.progress().ended());
        }
    }

    /**
     * Takes the voice's consent back: no more audio is sent, and what waits for a score is not scored. Returns when the gateway has stored it; the stream
     * is over then.
     *
     * @throws IngestException when the stream broke before that: say it again on another one
     */
    public void revoke() throws IngestException, InterruptedException {
        synchronized (dialogue) {
            dialogue.revoking().want();
            line.more();
            await(() -> dialogue.revoking().isDone() && dialogue.failure() != null);
        }
    }

    /** Leaves. A stream that has not ended stays open for a while: whoever resumes it goes on after what is stored. */
    @Override
    public void close() {
        synchronized (dialogue) {
            closed = true;
            dialogue.notifyAll();
        }
        line.close();
    }

    private void await(BooleanSupplier condition) throws IngestException, InterruptedException {
        synchronized (dialogue) {
            while (!condition.getAsBoolean()) {
                check();
                dialogue.wait();
            }
        }
    }

    private void check() throws IngestException {
        var failure = dialogue.failure();
        if (failure != null) throw new IngestException(failure.code(), String.valueOf(failure.getMessage()));
        if (closed) throw new IllegalStateException("the stream of " + voice.name() + " is closed");
    }
}
