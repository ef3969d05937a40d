package io.emistream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.dashboard.feed.HistoryBounds;
import org.junit.jupiter.api.Test;

class DashboardConfigTest {

    @Test
    void servesOnlyThisMachineUnlessToldOtherwise() {
        assertThat(DashboardConfig.local(0).host()).isEqualTo("127.0.0.1");
    }

    @Test
    void refusesAPortThatDoesNotExist() {
        assertThatThrownBy(() -> DashboardConfig.local(70_000))
                .hasMessageContaining("70000")
                .hasMessageContaining("65535");
    }

    @Test
    void refusesAHistoryThatHoldsNothing() {
        assertThatThrownBy(() -> new HistoryBounds(0, 1 << 20)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new HistoryBounds(1, 5)).hasMessageContaining("1048576");
    }
}
