package io.emistream.audio;

import com.jcraft.jogg.Packet;
import com.jcraft.jogg.Page;
import com.jcraft.jogg.StreamState;
import com.jcraft.jogg.SyncState;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The packets of the first logical stream in an Ogg file; pages with a wrong checksum are skipped, as JOgg finds the next. */
final class OggPackets implements Closeable {
    private static final int BLOCK = 8192;

    private final InputStream in;
    private final SyncState sync = new SyncState();
    private final StreamState stream = new StreamState();
    private final Page page = new Page();
    private final Packet packet = new Packet();
    private boolean started;
    private int serial;

    OggPackets(InputStream in) {
        this.in = in;
        sync.init();
    }

    /** The next packet, valid until the next call; null at the end. */
    @Nullable
    Packet next() throws IOException {
        try {
            while (true) {
                if (started && stream.packetout(packet) == 1) return packet;
                if (!nextPage()) return null;
                if (!started) {
                    serial = page.serialno();
                    stream.init(serial);
                    started = true;
                }
                if (page.serialno() == serial) stream.pagein(page);
            }
        } catch (RuntimeException e) {
            throw new BadAudio("damaged Ogg page (" + e + ")");
        }
    }

    private boolean nextPage() throws IOException {
        while (sync.pageout(page) != 1) {
            int at = sync.buffer(BLOCK);
            int got = in.read(sync.data, at, BLOCK);
            if (got <= 0) return false;
            sync.wrote(got);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
