package io.emistream.app.train;

import io.emistream.app.role.Outside;
import io.emistream.app.role.TrainingEvents;
import io.emistream.trainer.run.RunSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether progress is published for dashboards. */
final class EventOptions {
    @Option(names = "--publish-progress", description = "also to Kafka, where dashboards show it live")
    private boolean publish;

    @Mixin
    private final Outside outside = new Outside();

    /** The given one, and Kafka too where that was asked for. */
    RunShow listen(RunSpec run, RunShow local) {
        return publish ? PublishedShow.around(local, run, TrainingEvents.to(outside.join())) : local;
    }
}
