package io.emistream.app.bench.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a process of a trial is started in.
 *
 * @param before words in front of the command
 * @param java options that win over those of this process
 * @param environment variables beside those of this process
 */
public record Surroundings(List<String> before, List<String> java, Map<String, String> environment) {
    public Surroundings {
        before = List.copyOf(before);
        java = List.copyOf(java);
        environment = Map.copyOf(environment);
    }

    /** As this process. */
    public static Surroundings usual() {
        return new Surroundings(List.of(), List.of(), Map.of());
    }

    /** With words in front of the command. */
    public Surroundings behind(List<String> words) {
        return new Surroundings(words, java, environment);
    }

    /** With more variables. */
    public Surroundings with(Map<String, String> variables) {
        return new Surroundings(before, java, variables);
    }

    /** For one of several on this machine: little memory, and compiled for a quick start rather than for speed. */
    public Surroundings small() {
        return new Surroundings(before, List.of("-Xms64m", "-Xmx256m", "-XX:TieredStopAtLevel=1"), environment);
    }

    /** @param own command of Java as {@link io.emistream.app.role.OwnCommand} has it */
    List<String> command(List<String> own, List<String> arguments) {
        var words = new ArrayList<>(before);
        words.addAll(own.subList(0, own.indexOf("-cp")));
        words.addAll(java);
        words.addAll(own.subList(own.indexOf("-cp"), own.size()));
        words.addAll(arguments);
        return List.copyOf(words);
    }
}
