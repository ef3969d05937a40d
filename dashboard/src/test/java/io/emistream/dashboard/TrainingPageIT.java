package io.emistream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.schemas.avro.TrainingEvent;
import io.emistream.schemas.avro.TrainingEventType;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The panel of training runs in a real browser, fed from a real broker. */
class TrainingPageIT {
    private static final Instant NOW = InstantSource.system().instant();
    private static final int EPOCHS = 4;

    @Test
    void drawsTheCurvesOfTheNewestRunAndSaysWhatItsGateSaid(@TempDir Path folder) throws Exception {
        try (var browser = Browser.start();
                var broker = TestBroker.start(folder)) {
            broker.createTopics();
            try (var server = DashboardServer.start(
                    DashboardConfig.local(0), broker.clients(), broker.topics(), InstantSource.system())) {
                var page = browser.open("about:blank");
                page.waitForResponse(
                        answer -> answer.url().endsWith("/api/training"),
                        () -> page.navigate(server.address().toString()));
                assertThat(page.locator("#training").isVisible()).isFalse();

                publish(broker, event("run-1", TrainingEventType.EPOCH, 1).build());
                publish(broker, event("run-2", TrainingEventType.STARTED, 0).build());
                publish(
                        broker,
                        event("run-2", TrainingEventType.STEP, 0).setStep(7).build());
                page.waitForFunction("() => document.querySelector('#training .chip')?.textContent === 'step 7 of 40'");
                assertThat(page.locator("#training h2").textContent()).isEqualTo("Training run-2");

                for (int epoch = 1; epoch <= EPOCHS; epoch++)
                    publish(
                            broker,
                            event("run-2", TrainingEventType.EPOCH, epoch).build());
                // as many points as epochs, in the colour of the first line of both charts
                page.waitForFunction("() => { const charts = [...document.querySelectorAll('#training canvas')];"
                        + " return charts.length === 2 && charts.every(c => {"
                        + " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                        + " for (let i = 0; i < d.length; i += 4) if (d[i] === 0 && d[i + 1] === 114 && d[i + 2] === 178 && d[i + 3] === 255) return true;"
                        + " return false; }); }");
                assertThat(page.locator("#training .u-title").allTextContents())
                        .containsExactly("loss", "Pearson's ρ on the validation clips");
                assertThat(page.locator("#training .u-legend .u-label").allTextContents())
                        .containsExactly("epoch", "training", "validation", "epoch", "mean", "Joy");

                publish(
                        broker,
                        event("run-2", TrainingEventType.GATE_REFUSED, EPOCHS)
                                .setReasons(List.of("mean ρ 0.31, at least 0.38 wanted"))
                                .build());
                publish(
                        broker,
                        event("run-2", TrainingEventType.FINISHED, EPOCHS).build());
                page.waitForFunction(
                        "() => document.querySelector('#training .chip').textContent === 'refused by its gate'");
                assertThat(page.locator("#training .log").textContent()).isEqualTo("mean ρ 0.31, at least 0.38 wanted");
            }
        }
    }

    /** How an epoch of a run usually goes. */
    static TrainingEvent epoch(String run, int epoch, int epochs) {
        return event(run, TrainingEventType.EPOCH, epoch)
                .setEpochs(epochs)
                .setSteps(10L * epochs)
                .build();
    }

    private static void publish(TestBroker broker, TrainingEvent event) {
        broker.publish(broker.topics().trainingEvents(), event.getRunId(), List.of(event));
    }

    private static TrainingEvent.Builder event(String run, TrainingEventType type, int epoch) {
        return TrainingEvent.newBuilder()
                .setRunId(run)
                .setType(type)
                .setAt(NOW.plusSeconds(epoch))
                .setEpoch(epoch)
                .setEpochs(EPOCHS)
                .setStep(10L * epoch)
                .setSteps(10L * EPOCHS)
                .setLoss(1.0 / (1 + epoch))
                .setValidationLoss(1.2 / (1 + epoch))
                .setMeanPearson(0.05 * epoch)
                .setPearson(Map.of("Joy", 0.06 * epoch));
    }
}
