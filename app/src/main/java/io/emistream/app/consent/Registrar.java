package io.emistream.app.consent;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Cluster;
import io.emistream.processor.swap.Announcer;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.consent.ConsentReader;
import io.emistream.schemas.consent.ConsentSubject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** What is said of consent in a cluster, and a way to say more. One thread. */
public final class Registrar {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final InstantSource clock;

    public Registrar(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * The latest word on each subject, the newest last.
     *
     * @throws EnvironmentProblem when Kafka does not tell all of it in time
     */
    List<ControlMessage> all() {
        var latest = new LinkedHashMap<ConsentSubject, ControlMessage>();
        try (var reader = ConsentReader.open(
                cluster.clients(), cluster.topics().control(), (subject, message) -> keep(latest, subject, message))) {
            if (!reader.catchUp(PATIENCE))
                throw new EnvironmentProblem("Kafka at " + cluster.bootstrap() + " did not tell all that is known of"
                        + " consent within " + PATIENCE.toSeconds() + " s; try again");
        } catch (KafkaException e) {
            throw Cluster.unusable(cluster.bootstrap(), e);
        }
        var all = new ArrayList<>(latest.values());
        all.sort(Comparator.comparing(ControlMessage::getAt));
        return all;
    }

    /**
     * Says it of a session, or of one voice in it; stored when it returns.
     *
     * @throws EnvironmentProblem when Kafka does not take it
     */
    public void say(
            ConsentState state,
            ConsentSubject subject,
            @Nullable String purpose,
            @Nullable String notice,
            String issuer) {
        try (var announcer = Announcer.to(cluster.clients(), cluster.topics())) {
            announcer.control(subject.message(state, purpose, notice, issuer, clock.instant()));
        } catch (KafkaException e) {
            throw Cluster.unusable(cluster.bootstrap(), e);
        }
    }

    private static void keep(
            Map<ConsentSubject, ControlMessage> latest, ConsentSubject subject, @Nullable ControlMessage message) {
        latest.remove(subject);
        if (message != null) latest.put(subject, message);
    }
}
