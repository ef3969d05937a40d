package io.emistream.app.learn;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Outside;
import io.emistream.schemas.avro.ControlKind;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.TrainCommand;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a trainer to train. */
@Command(
        name = "now",
        mixinStandardHelpOptions = true,
        description = "Asks the trainer of a deployment to start a run now.")
final class TrainNowCommand implements Callable<Integer> {
    @Mixin
    private final Outside outside = new Outside();

    @Option(
            names = "--deployment",
            defaultValue = "live",
            paramLabel = "NAME",
            description = "default ${DEFAULT-VALUE}")
    private String deployment = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var cluster = outside.join();
        var topic = cluster.topics().control();
        var id = UUID.randomUUID().toString();
        var message = ControlMessage.newBuilder()
                .setSubject(Commands.subject(deployment))
                .setKind(ControlKind.TRAIN)
                .setAt(Instant.now())
                .setIssuer("emi trainer now")
                .setTrain(TrainCommand.newBuilder()
                        .setCommandId(id)
                        .setSettings(Map.of())
                        .build())
                .build();
        try (var producer = new KafkaProducer<>(
                new HashMap<String, Object>(cluster.clients()),
                topic.keys().serializer(),
                topic.values().serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), message.getSubject(), message))
                    .get();
        } catch (ExecutionException e) {
            throw new EnvironmentProblem("the command was not stored: " + e.getCause(), e);
        }
        spec.commandLine().getOut().println("asked: " + id);
        return 0;
    }
}
