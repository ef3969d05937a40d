package io.emistream.app.process;

import io.emistream.app.role.WholeTopic;
import io.emistream.schemas.Topic;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.registry.ApicurioServer;
import io.emistream.schemas.registry.RegistryClient;
import io.emistream.schemas.registry.RegistryConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A broker and an Apicurio Registry, each a process that knows nothing of Emistream. */
final class Outsiders implements AutoCloseable {
    /** Where the build of the schemas module unpacks Apicurio, from this module's folder. */
    private static final Path APICURIO = Path.of("..", "schemas").resolve(ApicurioServer.UNPACKED);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JavaProcess broker;
    private final ApicurioServer apicurio;
    private final String bootstrap;

    private Outsiders(JavaProcess broker, ApicurioServer apicurio, String bootstrap) {
        this.broker = broker;
        this.apicurio = apicurio;
        this.bootstrap = bootstrap;
    }

    static Outsiders start(Path folder) throws IOException, InterruptedException {
        var broker = JavaProcess.start(folder, Map.of(), BrokerProcess.class.getName());
        var apicurio = ApicurioServer.start(APICURIO);
        return new Outsiders(broker, apicurio, broker.line("broker ").substring("broker ".length()));
    }

    String bootstrap() {
        return bootstrap;
    }

    String registry() {
        return apicurio.url().toString();
    }

    /** Committed events of the sessions, from the beginning to the end, which is waited for until there are as many as expected. */
    List<AffectEvent> events(List<String> sessions, int expected) {
        return values(topics().affectEvents(), sessions, true, events -> events.size() >= expected);
    }

    /** Audio of the sessions from the beginning until there is enough. */
    List<AudioChunk> chunks(List<String> sessions, Predicate<List<AudioChunk>> enough) {
        return values(topics().audioChunks(), sessions, false, enough);
    }

    /** What has become of the latest transactions of those whose id begins so. */
    List<TransactionState> transactions(String beginning) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return admin.listTransactions().all().get().stream()
                    .filter(one -> one.transactionalId().startsWith(beginning))
                    .map(TransactionListing::state)
                    .toList();
        }
    }

    private Topics topics() {
        return Topics.with(new RegistryClient(RegistryConfig.parse(registry()), System::nanoTime));
    }

    private <V> List<V> values(
            Topic<String, V> topic, List<String> sessions, boolean toTheEnd, Predicate<List<V>> enough) {
        try (var consumer = WholeTopic.reader(bootstrap, topic)) {
            var values = new ArrayList<V>();
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline && !(enough.test(values) && (!toTheEnd || atEnd(consumer))))
                for (var record : consumer.poll(Duration.ofMillis(100)))
                    if (sessions.contains(record.key())) values.add(record.value());
            return values;
        }
    }

    private static boolean atEnd(KafkaConsumer<?, ?> consumer) {
        var ends = consumer.endOffsets(consumer.assignment());
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() throws InterruptedException {
        apicurio.close();
        broker.close();
    }
}
