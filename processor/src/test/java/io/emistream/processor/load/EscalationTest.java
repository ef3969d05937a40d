package io.emistream.processor.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EscalationTest {
    private static final long QUARTER = Duration.ofMillis(250).toNanos();

    private final Escalation escalation = new Escalation(LoadRules.standard());
    private long now;

    @Test
    void givesUpOneThingAfterAnotherWhilePressureLasts() {
        assertThat(stages(1.5, 24))
                .containsSubsequence(
                        Stage.NORMAL, Stage.HALF_AS_OFTEN, Stage.QUARTER_AS_OFTEN, Stage.FINAL_ONLY, Stage.DEGRADED);
    }

    @Test
    void aShortBurstChangesNothing() {
        feel(5, 3);
        feel(0, 1);
        feel(5, 3);

        assertThat(escalation.stage()).isEqualTo(Stage.NORMAL);
    }

    @Test
    void goesOnlyAsFarAsThePressureAsks() {
        feel(0.85, 400);

        assertThat(escalation.stage()).isEqualTo(Stage.QUARTER_AS_OFTEN);
    }

    @Test
    void staysWhereItIsWhileReliefIsSlight() {
        feel(1.1, 40);
        feel(0.9, 400);

        assertThat(escalation.stage()).isEqualTo(Stage.DEGRADED);
    }

    @Test
    void comesBackOneStageAtATimeWhenThePressureIsGone() {
        feel(1.1, 40);

        var back = stages(0.1, 60);

        assertThat(back)
                .containsSubsequence(
                        Stage.DEGRADED, Stage.FINAL_ONLY, Stage.QUARTER_AS_OFTEN, Stage.HALF_AS_OFTEN, Stage.NORMAL);
        assertThat(back.subList(0, 11)).containsOnly(Stage.DEGRADED);
    }

    @Property(seed = "17", tries = 300)
    void alwaysComesBackToNormalWhenTheLoadFalls(
            @ForAll @Size(max = 300) List<@DoubleRange(max = 3) Double> pressures,
            @ForAll @DoubleRange(max = 0.59) double low) {
        var any = new Escalation(LoadRules.standard());
        long at = 0;
        for (double pressure : pressures) any.feel(pressure, at += QUARTER);
        for (int i = 0; i < 4 * 13; i++) any.feel(low, at += QUARTER);

        assertThat(any.stage()).isEqualTo(Stage.NORMAL);
    }

    private void feel(double pressure, int times) {
        stages(pressure, times);
    }

    private List<Stage> stages(double pressure, int times) {
        var stages = new ArrayList<Stage>();
        for (int i = 0; i < times; i++) {
            escalation.feel(pressure, now += QUARTER);
            stages.add(escalation.stage());
        }
        return stages;
    }
}
