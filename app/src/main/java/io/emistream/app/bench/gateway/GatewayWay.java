package io.emistream.app.bench.gateway;

import io.emistream.app.problem.EnvironmentProblem;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** As clients of the gateway do it: a WebSocket of the JDK for each session. */
final class GatewayWay implements Way {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final Names names;
    private final List<Caller> callers = new ArrayList<>();
    private final List<Double> resumptions = new ArrayList<>();

    /** Connects all of them. */
    GatewayWay(URI gateway, Names names, int sessions) throws InterruptedException {
        address = gateway.resolve("/v1/ingest");
        this.names = names;
        for (int i = 0; i < sessions; i++) callers.add(new Caller(http, address, names.session(i), false));
        for (var caller : callers) await(caller.ready());
    }

    @Override
    public void send(int session, byte[] pcm) {
        callers.get(session).send(pcm);
    }

    /** Breaks a session's connection without a word and resumes it; what is not stored is sent again. */
    void breakOff(int session, Spoken spoken) throws InterruptedException {
        callers.get(session).breakOff();
        long begin = System.nanoTime();
        var next = new Caller(http, address, names.session(session), true);
        long from = await(next.ready());
        resumptions.add((System.nanoTime() - begin) / 1e6);
        var again = spoken.since(session, from);
        if (again.length > 0) next.send(again);
        callers.set(session, next);
    }

    /** Milliseconds from the connection to the gateway's word where to go on. */
    List<Double> resumptions() {
        return resumptions;
    }

    @Override
    public void end() throws InterruptedException {
        for (var caller : callers) await(caller.end());
    }

    private static <T> T await(Future<T> pending) throws InterruptedException {
        try {
            return pending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new EnvironmentProblem("a session failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new EnvironmentProblem(
                    "the gateway did not answer a session within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    /** What a session has said, to be said again. */
    interface Spoken {
        byte[] since(int session, long sample);
    }

    @Override
    public void close() {
        callers.forEach(Caller::breakOff);
    }
}
