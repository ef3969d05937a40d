package io.emistream.app.deploy;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Outside;
import io.emistream.app.role.ReleaseNews;
import io.emistream.app.role.StoreOption;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.processor.swap.Wishes;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ModelRelease;
import io.emistream.schemas.avro.ReleaseStage;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a release into service. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description = "Puts a release into service: for all sessions, for a share of them, or in the shadow.",
        footer = {"", "Example: emi model promote acted/3 --canary 0.1"})
public final class PromoteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME[/VERSION]", description = "of the store, without a version the newest")
    private String release = "";

    @Option(names = "--canary", paramLabel = "SHARE", description = "for that share of sessions only, such as 0.1")
    private @Nullable Double canary;

    @Option(names = "--shadow", description = "beside the active one, for comparison only")
    private boolean shadow;

    @Option(names = "--anyway", description = "although it was refused, such as by the trainer's gate")
    private boolean anyway;

    @Mixin
    private final DeploymentOptions deployment = new DeploymentOptions();

    @Mixin
    private final StoreOption store = new StoreOption();

    @Mixin
    private final Outside outside = new Outside();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (canary != null && shadow) throw new UsageProblem("give --canary or --shadow, not both");
        if (canary != null && !(canary > 0 && canary <= 1))
            throw new UsageProblem("--canary is " + canary + "; give a share above 0, at most 1");
        boolean bundled = BundledRelease.isNamed(release);
        ReleaseId id = bundled ? bundledId() : store.resolve(release);
        try (var channel = Channel.open(outside.join())) {
            Optional<ModelDeployment> now = channel.deployment(deployment.name());
            ModelDeployment next = next(now, id);
            if (!bundled) channel.announcer().release(news(channel, id));
            channel.announcer().deployment(next);
            spec.commandLine().getOut().println(Channel.line(next));
        }
        return 0;
    }

    private ReleaseId bundledId() {
        try {
            return BundledRelease.manifest(release).card().id();
        } catch (IOException e) {
            throw new EnvironmentProblem(String.valueOf(e.getMessage()), e);
        }
    }

    private ModelDeployment next(Optional<ModelDeployment> now, ReleaseId id) {
        var at = Instant.now();
        String by = deployment.by();
        if (canary == null && !shadow)
            return Wishes.promote(deployment.name(), now, null, id, by, "promoted by hand", at);
        ModelDeployment there = now.orElseThrow(() -> new UsageProblem(
                "deployment " + deployment.name() + " has no active release yet; promote one for all sessions first"));
        return canary == null ? Wishes.shadow(there, id, by, at) : Wishes.canary(there, id, canary, by, at);
    }

    private ModelRelease news(Channel channel, ReleaseId id) {
        channel.release(id)
                .filter(known -> known.getStage() == ReleaseStage.REFUSED && !anyway)
                .ifPresent(known -> {
                    throw new UsageProblem(
                            id + " was refused (" + known.getStageReason() + "); give --anyway to serve with it");
                });
        try {
            return ReleaseNews.of(store.open(), id, ReleaseStage.APPROVED, "promoted by hand", Instant.now());
        } catch (ReleaseRefused e) {
            throw new UsageProblem(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new EnvironmentProblem("release " + id + " cannot be read: " + e.getMessage(), e);
        }
    }
}
