package io.emistream.app.bench.gateway;

/** How audio gets onto the log. One thread sends. */
interface Way extends AutoCloseable {
    /** The next chunk of a session: PCM16 at 16 kHz. Does not wait. */
    void send(int session, byte[] pcm);

    /** Ends all sessions; returns when all they said is stored, or throws. */
    void end() throws InterruptedException;

    @Override
    void close();
}
