package io.emistream.app.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.process.JavaProcess;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.Roles;
import io.emistream.app.role.WholeTopic;
import io.emistream.model.Scorer;
import io.emistream.processor.AffectProcessor;
import io.emistream.processor.ProcessorConfig;
import io.emistream.processor.ProcessorRules;
import io.emistream.processor.load.FirstEstimate;
import io.emistream.processor.load.LoadRules;
import io.emistream.processor.load.Overload;
import io.emistream.schemas.Topic;
import io.emistream.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** A broker and a registry in this process, processors for them, recordings, and the command to replay these. */
final class Stand implements AutoCloseable {
    private final Lifecycle lifecycle = new Lifecycle();
    private final Path folder;
    private final Sounds sounds;
    private final Roles.Embedded kafka;

    Stand(Path folder) throws IOException {
        this.folder = folder;
        sounds = new Sounds(folder);
        kafka = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, lifecycle);
    }

    /** What the command said. */
    record Said(int code, List<String> out, List<String> err) {
        List<JsonNode> json() throws IOException {
            var objects = new ArrayList<JsonNode>();
            for (var line : out) objects.add(new ObjectMapper().readTree(line));
            return objects;
        }

        List<String> segments() throws IOException {
            return json().stream()
                    .map(event -> event.path("segmentId").asText())
                    .toList();
        }
    }

    Sounds sounds() {
        return sounds;
    }

    Cluster cluster() {
        return kafka.cluster();
    }

    Topics topics() {
        return cluster().topics();
    }

    void process(ProcessorRules rules, Scorer scorer) {
        var overload = new Overload(LoadRules.standard(), System::nanoTime);
        FirstEstimate.of(scorer, overload);
        var config = ProcessorConfig.standard(cluster().bootstrap(), folder.resolve("state"))
                .by(rules);
        lifecycle.add("processor", AffectProcessor.start(config, topics(), scorer, overload));
    }

    /** As fast as it goes. */
    Said replay(String... options) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = new CommandLine(new ReplayCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words("0", options).toArray(String[]::new));
        return new Said(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** In a process of its own. */
    JavaProcess replaying(String speed, String... options) throws IOException {
        var words = words(speed, options);
        words.add(0, "replay");
        return JavaProcess.emi(folder, words.toArray(String[]::new));
    }

    private List<String> words(String speed, String... options) {
        var words = new ArrayList<>(List.of("--bootstrap", cluster().bootstrap()));
        words.addAll(List.of("--registry", kafka.registry().toString(), "--speed", speed));
        words.addAll(List.of(options));
        words.add(sounds.folder().toString());
        return words;
    }

    /** All that is committed on a topic now. */
    <V> List<V> all(Topic<String, V> topic) {
        try (var consumer = WholeTopic.reader(cluster().bootstrap(), topic)) {
            var ends = consumer.endOffsets(consumer.assignment()).entrySet();
            var values = new ArrayList<V>();
            while (ends.stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue()))
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            return values;
        }
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
