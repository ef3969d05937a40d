package io.emistream.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.replay.Call.Part;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTest {
    private static final Part PART = new Part("a.wav", "speaker", Path.of("a.wav"));

    @Test
    void anAttemptsNameLeadsBackToTheFirst() {
        var call = new Call("talk~2", List.of(PART));

        assertThat(call.attempt(1)).isEqualTo("talk~2");
        assertThat(Call.firstAttempt(call.attempt(3))).isEqualTo("talk~2");
        assertThat(Call.firstAttempt("plain")).isEqualTo("plain");
        assertThat(Call.firstAttempt("~try2")).isEqualTo("~try2");
        assertThat(Call.firstAttempt("a~try0")).isEqualTo("a~try0");
    }

    @Test
    void refusesANameThatWouldBeTakenForAnAttempt() {
        assertThatThrownBy(() -> new Call("talk~try2", List.of(PART)))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("rename its file");
    }

    @Test
    void refusesMoreFilesThanAreReadAtOnceAndNamesTheOtherLayout() {
        assertThatThrownBy(() -> new Call("audio", Collections.nCopies(65, PART)))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("65 recordings; at most 64")
                .hasMessageContaining("--layout clips");
    }

    @Test
    void refusesNamesThatDoNotFitTheWire() {
        assertThatThrownBy(() -> new Call("x".repeat(191), List.of(PART)))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("191 characters");
    }
}
