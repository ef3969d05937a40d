package io.emistream.app.deploy;

import io.emistream.processor.swap.SwapRules;
import picocli.CommandLine.Option;

/** Which deployment, and who speaks. */
final class DeploymentOptions {
    @Option(
            names = "--deployment",
            defaultValue = SwapRules.LIVE,
            paramLabel = "NAME",
            description = "default ${DEFAULT-VALUE}")
    private String name = "";

    @Option(
            names = "--by",
            defaultValue = "${env:USER:-somebody}",
            paramLabel = "WHO",
            description = "recorded with the change; default ${DEFAULT-VALUE}")
    private String by = "";

    String name() {
        return name;
    }

    String by() {
        return by;
    }
}
