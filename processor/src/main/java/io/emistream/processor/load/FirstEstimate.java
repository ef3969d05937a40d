package io.emistream.processor.load;

import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures before anybody is served what the device can score: a few tones of growing length, each once. Takes a second or two, on a slow device some more. */
public final class FirstEstimate {
    private static final Logger LOG = LoggerFactory.getLogger(FirstEstimate.class);

    /** In seconds; the first wakes what sleeps and does not count where another comes through. */
    private static final List<Integer> LENGTHS = List.of(1, 1, 2, 4);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FirstEstimate() {}

    /** Asks the scorer in its spare time. An engine that fails or is too slow for the longer ones leaves the estimate to those that came through, or to the first speech. */
    public static void of(Scorer scorer, Overload overload) {
        boolean warm = false;
        for (int seconds : LENGTHS) {
            try {
                var scored =
                        scorer.inSpareTime("capacity", tone(seconds)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (warm) overload.measured(seconds, scored);
                warm = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (CancellationException e) {
                break; // too long for a device this slow
            } catch (ExecutionException | TimeoutException e) {
                LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("the capacity was not measured at start");
                return;
            }
        }
        LOG.atInfo().addKeyValue("capacity", overload.carried().text()).log("measured");
    }

    /** 220 Hz at a tenth of full scale. */
    private static Waveform tone(int seconds) {
        var samples = new float[seconds * Waveform.RATE];
        for (int i = 0; i < samples.length; i++)
            samples[i] = (float) (0.1 * Math.sin(2 * Math.PI * 220 * i / Waveform.RATE));
        return new Waveform(samples);
    }
}
