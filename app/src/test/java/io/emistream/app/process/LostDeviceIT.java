package io.emistream.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Analysis;
import io.emistream.app.role.EventReader;
import io.emistream.app.role.Recordings;
import io.emistream.app.role.Replay;
import io.emistream.app.role.Roles;
import io.emistream.producer.Pace;
import io.emistream.schemas.avro.AffectEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A processor whose device is lost while speech comes in, and the one that is started after it. */
@Timeout(300)
class LostDeviceIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void theProcessEndsAndTheNextOneDeliversEachSegmentOnce() throws Exception {
        try (var lifecycle = new Lifecycle()) {
            var embedded = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, lifecycle);
            var recordings = Recordings.bundled(folder.resolve("recordings"));
            var expected = new ArrayList<String>();
            for (var recording : recordings)
                for (var segment : Analysis.segments(recording))
                    expected.add(recording.session() + "/" + recording.participant() + "/" + segment.firstSample());
            var reader = lifecycle.add("reader", EventReader.start(embedded.cluster()));
            var events = new ArrayList<AffectEvent>();

            try (var doomed = processor(embedded)) {
                doomed.line("processor runs");
                lifecycle.add("replay", Replay.start(embedded.cluster(), recordings, new Pace(3)));
                read(reader, events, 1);
                doomed.say("lost");

                assertThat(doomed.ended()).as("%s", doomed.err()).isEqualTo(3);
                assertThat(doomed.err()).anySatisfy(line -> assertThat(line)
                        .startsWith("emi: the device is lost: CUDA error: unspecified launch failure")
                        .contains("start it again"));
            }
            try (var heir = processor(embedded)) {
                heir.line("processor runs");
                read(reader, events, expected.size());
            }
            events.addAll(reader.poll(Duration.ofSeconds(1)));

            assertThat(events).extracting(AffectEvent::getSegmentId).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(events).noneMatch(AffectEvent::getAbstained);
        }
    }

    private JavaProcess processor(Roles.Embedded kafka) throws IOException {
        return JavaProcess.emi(
                folder,
                "bench",
                "faults",
                "processor",
                "--bootstrap",
                kafka.cluster().bootstrap(),
                "--registry",
                kafka.registry().toString(),
                "--engine",
                "null",
                "--state",
                folder.resolve("state").toString());
    }

    private static void read(EventReader reader, List<AffectEvent> events, int count) {
        while (events.size() < count) events.addAll(reader.poll(Duration.ofMillis(100)));
    }
}
