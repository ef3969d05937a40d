package io.emistream.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A Hugging Face hub, or a mirror with its layout. One thread at a time. */
public final class Hub {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9][A-Za-z0-9._-]{0,95})?");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}");
    private static final int MOST_ANSWER = 8 << 20;

    private final HubRequests requests;
    private final Waits waits;

    /**
     * Speaks to a hub; connects to nothing yet.
     *
     * @param base such as {@code https://huggingface.co}
     * @param token of a user, for repositories that ask for one; sent over HTTPS, or to this machine, only
     * @param stall how long an answer may bring nothing before it is given up and asked for again
     * @throws IllegalArgumentException if the base is no HTTP address
     */
    public Hub(URI base, Optional<String> token, Duration stall, Waits waits) {
        if (base.getHost() == null || !("https".equals(base.getScheme()) || "http".equals(base.getScheme()))) {
            throw new IllegalArgumentException(
                    "base URL is \"%s\"; give one such as https://huggingface.co".formatted(base));
        }
        var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
        this.requests = new HubRequests(client, base, token, stall);
        this.waits = waits;
    }

    /**
     * Asks what a repository holds at a revision; downloads none of it.
     *
     * @param name {@code owner/name}
     * @param revision a commit, branch or tag
     * @throws HubProblem if there is none, or this user may not see it
     * @throws IllegalArgumentException if name or revision can be none
     */
    public HubRepository describe(String name, String revision) throws IOException, InterruptedException {
        if (!NAME.matcher(name).matches() || !REVISION.matcher(revision).matches()) {
            throw new IllegalArgumentException(
                    "repository \"%s\" at \"%s\"; give owner/name and a commit, branch or tag"
                            .formatted(name, revision));
        }
        String path = "/api/models/%s/revision/%s?blobs=true".formatted(name, revision);
        HttpResponse<InputStream> response = requests.get(path, 0);
        try (InputStream body = response.body()) {
            Statuses.check(response.statusCode(), "repository %s at %s".formatted(name, revision), requests.base());
            byte[] answer = body.readNBytes(MOST_ANSWER + 1);
            if (answer.length > MOST_ANSWER) {
                throw new HubProblem("the hub's answer about %s is longer than %d bytes".formatted(name, MOST_ANSWER));
            }
            return HubRepository.parse(name, answer);
        }
    }

    /**
     * Downloads one file and checks its length and hash; goes on where an earlier attempt was cut.
     *
     * @param folder where it goes, under its own name; until it is whole it ends in {@code .part}
     * @return the file
     * @throws HubProblem if what comes is not what the hub described
     * @throws IOException if it is cut again and again
     */
    public Path download(HubRepository repository, HubFile file, Path folder, Progress progress)
            throws IOException, InterruptedException {
        return new Download(requests, waits, repository, file, folder, progress).run();
    }
}
