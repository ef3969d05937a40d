package io.emistream.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One file on its way to disk: cut, resumed, checked, renamed. For one run. */
final class Download {
    /** Attempts in a row that bring nothing. */
    private static final int MOST_IDLE = 5;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int WINDOW = 1 << 16;

    private final HubRequests requests;
    private final Waits waits;
    private final HubRepository repository;
    private final HubFile file;
    private final Path whole;
    private final Path part;
    private final Progress progress;

    Download(
            HubRequests requests, Waits waits, HubRepository repository, HubFile file, Path folder, Progress progress) {
        this.requests = requests;
        this.waits = waits;
        this.repository = repository;
        this.file = file;
        this.whole = folder.resolve(file.name());
        this.part = folder.resolve(file.name() + ".part");
        this.progress = progress;
    }

    Path run() throws IOException, InterruptedException {
        if (file.bytes() < 0 || file.sha256().isEmpty() && file.gitSha1().isEmpty()) {
            throw new HubProblem(
                    "the hub gives no length or no hash of %s, so it cannot be checked".formatted(file.name()));
        }
        if (Files.isRegularFile(whole)) {
            return whole; // was checked before it got its name
        }
        Duration wait = FIRST_WAIT;
        for (int idle = 0; length() < file.bytes() || !Files.exists(part); ) {
            long before = length();
            IOException cut = attempt();
            boolean gained = length() > before;
            idle = gained ? 0 : idle + 1;
            if (cut != null && idle >= MOST_IDLE) {
                throw new IOException(
                        "%s was cut at %d of %d bytes, and %d attempts in a row brought nothing (%s); run the same command to go on"
                                .formatted(file.name(), length(), file.bytes(), idle, cut.getMessage()),
                        cut);
            }
            if (cut != null) {
                waits.pause(wait);
                wait = gained ? FIRST_WAIT : wait.multipliedBy(2);
            }
        }
        FileHash.check(part, file);
        return Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    }

    private long length() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** Brings as much as comes; the failure, if it may pass. */
    private @Nullable IOException attempt() throws IOException, InterruptedException {
        try {
            long from = length();
            HttpResponse<InputStream> response = requests.get(
                    "/%s/resolve/%s/%s".formatted(repository.name(), repository.commit(), file.name()), from);
            try (InputStream body = response.body()) {
                if (from > 0 && response.statusCode() == 416) {
                    Files.delete(part);
                    return new IOException("the server has fewer bytes than are here");
                }
                Statuses.check(response.statusCode(), "file " + file.name(), requests.base());
                append(body, resumed(response, from) ? from : 0);
            }
            return length() < file.bytes() ? new IOException("the connection ended early") : null;
        } catch (HubProblem e) {
            throw e;
        } catch (IOException e) {
            return e;
        }
    }

    /** Whether the server goes on at the byte asked for; if not, it starts again, and so does the file. */
    private boolean resumed(HttpResponse<?> response, long from) {
        return from > 0
                && response.statusCode() == 206
                && response.headers()
                        .firstValue("Content-Range")
                        .filter(range -> range.startsWith("bytes %d-".formatted(from)))
                        .isPresent();
    }

    private void append(InputStream body, long from) throws IOException {
        try (var guard = new StallGuard(body, requests.stall());
                FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(from).position(from);
            var window = new byte[WINDOW];
            for (int read = body.read(window); read >= 0; read = body.read(window)) {
                if (channel.position() + read > file.bytes()) {
                    channel.close();
                    Files.delete(part);
                    throw new HubProblem("%s is longer than the %d bytes that the hub promised"
                            .formatted(file.name(), file.bytes()));
                }
                for (var bytes = ByteBuffer.wrap(window, 0, read); bytes.hasRemaining(); ) {
                    channel.write(bytes);
                }
                guard.moved();
                progress.at(file, channel.position());
            }
        }
    }
}
