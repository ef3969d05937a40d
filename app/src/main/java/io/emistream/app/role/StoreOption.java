package io.emistream.app.role;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseSource;
import io.emistream.model.release.ReleaseStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where releases are. */
public final class StoreOption {
    @Option(
            names = "--store",
            defaultValue = "${env:EMI_STORE:-${sys:user.home}/.emistream/releases}",
            paramLabel = "DIR",
            description = "of releases; EMI_STORE; default ${DEFAULT-VALUE}")
    private Path folder = Path.of("releases");

    public Path folder() {
        return folder;
    }

    /** The store that holds a release's folder. */
    static ReleaseSource at(URI release) {
        if (!"file".equals(release.getScheme()))
            throw new IllegalArgumentException("release at " + release + ": only file: locations are read");
        Path place = Path.of(release);
        return new ReleaseStore(place.resolve("../..").normalize());
    }

    public ReleaseStore open() {
        return new ReleaseStore(folder);
    }

    /**
     * The release of that {@code NAME/VERSION}, or the newest of that {@code NAME}.
     *
     * @throws UsageProblem when there is none
     */
    public ReleaseId resolve(String text) {
        try {
            if (text.indexOf('/') < 0)
                return open().newest(text)
                        .orElseThrow(() -> new UsageProblem(
                                "there is no release named " + text + " in " + folder + "; see emi model list"));
            var id = ReleaseId.parse(text);
            open().manifest(id);
            return id;
        } catch (ReleaseRefused | IllegalArgumentException e) {
            throw new UsageProblem(e.getMessage() + "; see emi model list");
        } catch (IOException e) {
            throw new EnvironmentProblem("the store " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
