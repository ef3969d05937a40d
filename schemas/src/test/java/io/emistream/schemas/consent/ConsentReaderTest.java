package io.emistream.schemas.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Topic;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.ControlMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsentReaderTest {
    private static final Instant NOW = Instant.EPOCH;

    private final Topic<String, ControlMessage> control =
            Topics.with(new InMemoryRegistry()).control();
    private final TopicPartition partition = new TopicPartition(control.name(), 0);
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final List<String> heard = new ArrayList<>();
    private long written;

    @Test
    void whatAListenerMakesOfOneRecordKeepsItFromNoOther() {
        write(new ConsentSubject("call", "anna").message(ConsentState.REVOKED, null, null, "operator", NOW));
        write(new ConsentSubject("call", "ben").message(ConsentState.REVOKED, null, null, "operator", NOW));

        read((subject, message) -> {
            heard.add(subject.toString());
            throw new IllegalStateException("a bug");
        });

        assertThat(heard).containsExactly("call/anna", "call/ben");
    }

    @Test
    void tellsAgreementsApartFromTheWordThatDecides() {
        var anna = new ConsentSubject("call", "anna");
        write(anna.message(ConsentState.REVOKED, null, null, "operator", NOW));
        write(anna.agreement("coaching", null, "gateway", NOW));
        write("agreed/call/ben", new byte[] {1, 2, 3});
        write("consent/call/ben", new byte[] {1, 2, 3});
        var revocations = new Revocations();

        read(new ConsentListener() {
            @Override
            public void heard(ConsentSubject subject, @Nullable ControlMessage message) {
                revocations.heard(subject, message);
            }

            @Override
            public void agreed(ConsentSubject voice, @Nullable ControlMessage message) {
                heard.add(voice.toString());
            }
        });

        assertThat(heard).containsExactly("call/anna");
        assertThat(revocations.of("call", "anna")).isPresent();
        assertThat(revocations.of("call", "ben")).isPresent();
    }

    private void read(ConsentListener listener) {
        consumer.updateEndOffsets(Map.of(partition, written));
        assertThat(new ConsentReader(control, consumer, listener).catchUp(Duration.ofSeconds(1)))
                .isTrue();
    }

    private void write(ControlMessage message) {
        write(message.getSubject(), control.values().serializer().serialize(control.name(), message));
    }

    private void write(String key, byte[] value) {
        if (written == 0) {
            consumer.assign(List.of(partition));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
        }
        consumer.addRecord(new ConsumerRecord<>(control.name(), 0, written++, key, value));
    }
}
