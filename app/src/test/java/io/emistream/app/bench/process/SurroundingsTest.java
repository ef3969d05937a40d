package io.emistream.app.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    private static final List<String> OWN = List.of("java", "-Xmx2g", "-cp", "lib", "Main");

    @Test
    void leaveTheCommandAsItIs() {
        assertThat(Surroundings.usual().command(OWN, List.of("broker")))
                .containsExactly("java", "-Xmx2g", "-cp", "lib", "Main", "broker");
    }

    @Test
    void letOptionsOfTheirOwnWinAndStandInFront() {
        var command = Surroundings.usual().small().behind(List.of("nsenter")).command(OWN, List.of("broker"));

        assertThat(command).startsWith("nsenter", "java", "-Xmx2g").endsWith("-cp", "lib", "Main", "broker");
        assertThat(command.indexOf("-Xmx256m")).isBetween(command.indexOf("-Xmx2g"), command.indexOf("-cp"));
    }
}
