package io.emistream.processor.load;

import java.time.Duration;

/**
 * When an instance has too much to do.
 *
 * @param target longest wait for the device that is well; more is past capacity
 * @param rise how long the pressure must last for the next worse stage
 * @param fall how long relief must last for the next better one
 * @param refuses whether new sessions are refused past capacity; else all are admitted and results come late, as for replays faster than real time
 */
public record LoadRules(Duration target, Duration rise, Duration fall, boolean refuses) {
    public LoadRules {
        positive("load.target", target);
        positive("load.rise", rise);
        positive("load.fall", fall);
    }

    /** Two seconds of waiting; a second to worsen, three to recover; refuses. */
    public static LoadRules standard() {
        return new LoadRules(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(3), true);
    }

    /** The same, with a door that is always open. */
    public LoadRules admittingAll() {
        return new LoadRules(target, rise, fall, false);
    }

    private static void positive(String what, Duration value) {
        if (value.toMillis() < 1 || value.toMillis() > 600_000)
            throw new IllegalArgumentException(what + " is " + value + "; give 1 ms to 10 minutes");
    }
}
