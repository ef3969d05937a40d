package io.emistream.app.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter terminal = new StringWriter();

    @Test
    void writesOverItselfAndLeavesAnEmptyLine() {
        try (var line = new ProgressLine(new PrintWriter(terminal), true)) {
            line.show("1 of 2");
            line.show("2 of 2");
        }

        assertThat(terminal).hasToString("\r\u001b[K1 of 2\r\u001b[K2 of 2\r\u001b[K");
    }

    @Test
    void neverWrapsOnATerminalOfUsualWidth() {
        new ProgressLine(new PrintWriter(terminal), true).show("x".repeat(500));

        assertThat(terminal.toString()).endsWith("\u001b[K" + "x".repeat(79));
    }

    @Test
    void isSilentWhereThereIsNoTerminal() {
        try (var line = new ProgressLine(new PrintWriter(terminal), false)) {
            line.show("1 of 2");
        }

        assertThat(terminal.toString()).isEmpty();
    }
}
