package io.emistream.processor.load;

/**
 * From pressure to stages, one at a time, with hysteresis: worse only when the pressure has lasted, better only when it has been gone for longer. Pressure is 1
 * at capacity. Times are a monotonic clock's nanoseconds. Not thread-safe.
 */
final class Escalation {
    private final LoadRules rules;
    private Stage stage = Stage.NORMAL;
    private Trend trend = Trend.STEADY;
    private long since;

    private enum Trend {
        WORSE,
        STEADY,
        BETTER
    }

    Escalation(LoadRules rules) {
        this.rules = rules;
    }

    Stage stage() {
        return stage;
    }

    /** Looks at the pressure of now; call it a few times a second. */
    void feel(double pressure, long now) {
        var next = trend(pressure);
        if (next != trend) {
            trend = next;
            since = now;
        }
        if (trend == Trend.WORSE && now - since >= rules.rise().toNanos()) turn(stage.worse(), now);
        else if (trend == Trend.BETTER && now - since >= rules.fall().toNanos()) turn(stage.better(), now);
    }

    private void turn(Stage next, long now) {
        stage = next;
        since = now;
    }

    private Trend trend(double pressure) {
        if (stage.isWorse(pressure)) return Trend.WORSE;
        return stage.isOver(pressure) ? Trend.BETTER : Trend.STEADY;
    }
}
