package io.emistream.app.role;

import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.dashboard.DashboardBindException;
import io.emistream.dashboard.DashboardConfig;
import io.emistream.dashboard.DashboardServer;
import io.emistream.processor.AffectProcessor;
import io.emistream.processor.ProcessorConfig;
import java.nio.file.Path;
import java.time.InstantSource;

/** Starts the roles that serve until they are told to end; each is closed by the given lifecycle. */
public final class Roles {
    private Roles() {}

    /** The scorer ends after the processor that submits to it: its thread must be out of libtorch before the JVM exits. */
    public static AffectProcessor processor(Cluster cluster, Path stateDir, Lifecycle lifecycle) {
        var scorer = lifecycle.add("scorer", Inference.start(false));
        try {
            var config = ProcessorConfig.standard(cluster.bootstrap(), stateDir);
            return lifecycle.add("processor", AffectProcessor.start(config, cluster.topics(), scorer));
        } catch (IllegalStateException e) {
            throw new EnvironmentProblem(String.valueOf(e.getMessage()), e);
        }
    }

    public static DashboardServer dashboard(Cluster cluster, String host, int port, Lifecycle lifecycle) {
        try {
            var config = DashboardConfig.local(port).at(host, port);
            return lifecycle.add(
                    "dashboard",
                    DashboardServer.start(config, cluster.clients(), cluster.topics(), InstantSource.system()));
        } catch (DashboardBindException e) {
            throw new EnvironmentProblem(String.valueOf(e.getMessage()), e);
        }
    }
}
