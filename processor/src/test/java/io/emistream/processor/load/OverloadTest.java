package io.emistream.processor.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.emistream.model.ReleaseCard;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Scored;
import io.emistream.processor.store.Participant;
import io.emistream.processor.store.PendingSegment;
import io.emistream.processor.store.StoredChunk;
import io.emistream.schemas.avro.Trigger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private static final ReleaseCard CARD =
            new ReleaseCard(new ReleaseId("scripted", "1"), "test-v1", List.of(), false);
    private static final Participant ANNA = new Participant("s-1", "anna");
    private static final Participant BEN = new Participant("s-2", "ben");

    private long nanos;
    private final Overload overload = new Overload(LoadRules.standard(), () -> nanos);

    @Test
    void admitsWhileItsCapacityIsUnknown() {
        for (int i = 0; i < 100; i++) hear(new Participant("s-" + i, "p"), 0, 0);

        assertThat(overload.admits()).isTrue();
        assertThat(overload.carried().text()).contains("not measured");
    }

    @Test
    void closesTheDoorBeforeThoseWhoHaveJustBegunHaveSaidAnything() {
        capacityOf(6);
        int admitted = 0;
        while (admitted < 100 && overload.admits()) hear(new Participant("s-" + admitted++, "p"), 0, 0);

        assertThat(admitted).isBetween(8, 10);
        assertThat(overload.stage()).isEqualTo(Stage.NORMAL);
    }

    @Test
    void theFirstSessionIsNeverTooMany() {
        capacityOf(0.1);

        assertThat(overload.admits()).isTrue();
    }

    @Test
    void aDoorThatIsAlwaysOpenStaysOpen() {
        var open = new Overload(LoadRules.standard().admittingAll(), () -> nanos);
        open.measured(1, scored(100));
        for (int i = 0; i < 100; i++) open.heard(new Participant("s-" + i, "p"), chunk(0, 0));

        assertThat(open.carried().load()).isGreaterThan(1);
        assertThat(open.admits()).isTrue();
    }

    @Test
    void isDegradedByWhatWaitsAndRestoredWhenItIsAnswered() {
        capacityOf(1);
        overload.submitted(segment(ANNA, 0, 5));
        look(40);
        assertThat(overload.stage()).isEqualTo(Stage.DEGRADED);
        assertThat(overload.carried().waitSeconds()).isCloseTo(5, within(0.01));
        overload.answered(segment(ANNA, 0, 5));
        look(60);

        assertThat(overload.stage()).isEqualTo(Stage.NORMAL);
    }

    @Test
    void whoSendsFasterThanRealTimeYieldsToThoseWhoDoNotAndToNobodyElse() {
        capacityOf(100);
        for (int i = 0; i < 300; i++) hear(ANNA, i, i / 10); // 30 s in 3 s
        var late = segment(ANNA, 20, 8);
        assertThat(overload.yields(late, 3_000)).isFalse();
        hear(BEN, 0, 0);

        assertThat(overload.yields(late, 3_000)).isTrue();
        assertThat(overload.yields(segment(BEN, 0, 5), 3_000)).isFalse();
        assertThat(overload.yields(late, 28_000)).isFalse();
    }

    @Test
    void whoCatchesUpAfterAnOutageOfOursDoesNotYield() {
        capacityOf(100);
        for (int i = 0; i < 600; i++) hear(ANNA, i, i); // a minute at once, which came to the broker in a minute
        hear(BEN, 0, 600);

        assertThat(overload.yields(segment(ANNA, 40, 8), 60_000)).isFalse();
    }

    @Test
    void aJumpInTheSamplesIsNotHaste() {
        capacityOf(100);
        hear(ANNA, 0, 0);
        hear(ANNA, 1_000, 1);
        hear(BEN, 0, 0);

        assertThat(overload.yields(segment(ANNA, 100, 1), 200)).isFalse();
    }

    @Test
    void newsIsWhatChangedByMoreThanATenthAndTheDoor() {
        var before = new Carried(20, 0.1, 0, 1, 1, Stage.NORMAL, true);

        assertThat(CapacityNews.isNews(null, before)).isTrue();
        assertThat(CapacityNews.isNews(before, new Carried(21, 0.9, 1, 9, 9, Stage.FINAL_ONLY, true)))
                .isFalse();
        assertThat(CapacityNews.isNews(before, new Carried(23, 0.1, 0, 1, 1, Stage.NORMAL, true)))
                .isTrue();
        assertThat(CapacityNews.isNews(before, new Carried(20, 0.1, 0, 1, 1, Stage.NORMAL, false)))
                .isTrue();
    }

    private void capacityOf(double speechPerSecond) {
        overload.measured(1, scored(1000 / speechPerSecond));
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            nanos += Duration.ofMillis(250).toNanos();
            overload.stage();
        }
    }

    /** The tenth of a second of that number, which came to the broker at another. */
    private void hear(Participant participant, long tenth, long appendTenth) {
        overload.heard(participant, chunk(tenth, appendTenth));
    }

    private static StoredChunk chunk(long tenth, long appendTenth) {
        return new StoredChunk(tenth * 1600, 0, appendTenth * 100, false, new byte[3200]);
    }

    private static PendingSegment segment(Participant participant, long fromSecond, long seconds) {
        return new PendingSegment(
                participant, fromSecond * 16_000, (fromSecond + seconds) * 16_000 - 1, Trigger.PAUSE, 1, 0, 0);
    }

    private static Scored scored(double millis) {
        return new Scored(Score.abstain("a fake"), CARD, Duration.ZERO, Duration.ofNanos(Math.round(millis * 1e6)), 1);
    }
}
