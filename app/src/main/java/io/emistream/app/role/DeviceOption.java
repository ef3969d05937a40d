package io.emistream.app.role;

import io.emistream.app.problem.UsageProblem;
import io.emistream.model.engine.DeviceChoice;
import picocli.CommandLine.Option;

/** Where the network runs. */
public final class DeviceOption {
    @Option(
            names = "--device",
            defaultValue = "auto",
            paramLabel = "auto|cpu|cuda:N",
            description = "where the network runs; default ${DEFAULT-VALUE}")
    private String device = "";

    /**
     * What was asked for.
     *
     * @throws UsageProblem when it is none of these
     */
    public DeviceChoice choice() {
        return parse(device);
    }

    /**
     * The device of that text.
     *
     * @throws UsageProblem when it is none of these
     */
    public static DeviceChoice parse(String device) {
        try {
            return DeviceChoice.parse(device);
        } catch (IllegalArgumentException e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        }
    }
}
