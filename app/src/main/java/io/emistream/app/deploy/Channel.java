package io.emistream.app.deploy;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Cluster;
import io.emistream.model.ReleaseId;
import io.emistream.processor.swap.Announcements;
import io.emistream.processor.swap.Announcer;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ModelRelease;
import io.emistream.schemas.avro.ReleaseRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What has been announced, and a way to announce more. */
record Channel(Announcements announcements, Announcer announcer) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static Channel open(Cluster cluster) {
        var announcements = Announcements.read(cluster.clients(), cluster.topics());
        if (!announcements.catchUp(PATIENCE)) {
            announcements.close();
            throw new EnvironmentProblem("Kafka at " + cluster.bootstrap() + " did not tell all announcements within "
                    + PATIENCE.toSeconds() + " s; try again");
        }
        return new Channel(announcements, Announcer.to(cluster.clients(), cluster.topics()));
    }

    Optional<ModelDeployment> deployment(String name) {
        return announcements.deployment(name);
    }

    List<ModelDeployment> deployments() {
        return announcements.deployments();
    }

    Optional<ModelRelease> release(ReleaseId id) {
        return announcements.release(id);
    }

    /** A deployment in one line. */
    static String line(ModelDeployment deployment) {
        var line = new StringBuilder(deployment.getDeployment())
                .append(" generation ")
                .append(deployment.getGeneration())
                .append(": active ")
                .append(name(deployment.getActive()));
        if (deployment.getCanary() != null)
            line.append(", canary ")
                    .append(name(deployment.getCanary()))
                    .append(" for ")
                    .append(deployment.getCanaryShare());
        if (deployment.getShadow() != null) line.append(", shadow ").append(name(deployment.getShadow()));
        if (deployment.getPrevious() != null) line.append(", before ").append(name(deployment.getPrevious()));
        return line.append("   (")
                .append(deployment.getChangedBy())
                .append(": ")
                .append(deployment.getReason())
                .append(", ")
                .append(deployment.getChangedAt())
                .append(")")
                .toString();
    }

    private static String name(ReleaseRef ref) {
        return ref.getName() + "/" + ref.getVersion();
    }

    @Override
    public void close() {
        announcements.close();
        announcer.close();
    }
}
