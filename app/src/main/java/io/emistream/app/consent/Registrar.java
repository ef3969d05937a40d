package io.emistream.app.consent;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Cluster;
import io.emistream.processor.swap.Announcer;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.consent.ConsentListener;
import io.emistream.schemas.consent.ConsentReader;
import io.emistream.schemas.consent.ConsentSubject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
     * The latest word on each subject, and what each voice agreed to last; the newest last.
     *
     * @throws EnvironmentProblem when Kafka does not tell all of it in time
     */
    List<ControlMessage> all() {
        var latest = new Latest();
        try (var reader = ConsentReader.open(cluster.clients(), cluster.topics().control(), latest)) {
            if (!reader.catchUp(PATIENCE))
                throw new EnvironmentProblem("Kafka at " + cluster.bootstrap() + " did not tell all that is known of"
                        + " consent within " + PATIENCE.toSeconds() + " s; try again");
        } catch (KafkaException e) {
            throw Cluster.unusable(cluster.bootstrap(), e);
        }
        return latest.all();
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

    private static final class Latest implements ConsentListener {
        private final Map<ConsentSubject, ControlMessage> words = new HashMap<>();
        private final Map<ConsentSubject, ControlMessage> agreements = new HashMap<>();

        @Override
        public void heard(ConsentSubject subject, @Nullable ControlMessage message) {
            keep(words, subject, message);
        }

        @Override
        public void agreed(ConsentSubject voice, @Nullable ControlMessage message) {
            keep(agreements, voice, message);
        }

        List<ControlMessage> all() {
            return Stream.of(words, agreements)
                    .flatMap(those -> those.values().stream())
                    .sorted(Comparator.comparing(ControlMessage::getAt))
                    .toList();
        }

        private static void keep(
                Map<ConsentSubject, ControlMessage> those, ConsentSubject subject, @Nullable ControlMessage message) {
            if (message == null) those.remove(subject);
            else those.put(subject, message);
        }
    }
}
