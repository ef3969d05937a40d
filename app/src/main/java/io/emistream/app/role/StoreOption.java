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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where releases are. */
public final class StoreOption {
    @Option(
            names = "--store",
            defaultValue = "${env:EMI_STORE:-${sys:user.home}/.emistream/releases}",
            paramLabel = "DIR|s3://BUCKET/PREFIX",
            description = "of releases; EMI_STORE; default ${DEFAULT-VALUE}")
    private String place = "releases";

    private @Nullable ReleaseStore opened;

    /** Where the store is. */
    public StorePlace place() {
        return new StorePlace(place);
    }

    /** A folder on this machine for what belongs to the store. */
    public Path local() {
        return place().local();
    }

    /** The store that holds a release's folder. */
    static ReleaseSource at(URI release) {
        return StorePlace.of(release).open();
    }

    /** @throws UsageProblem when it is no place for a store */
    public ReleaseStore open() {
        ReleaseStore store = opened;
        if (store == null) {
            try {
                store = place().open();
            } catch (IllegalArgumentException e) {
                throw new UsageProblem(String.valueOf(e.getMessage()));
            }
            opened = store;
        }
        return store;
    }

    /** What to say when the store failed. */
    public EnvironmentProblem unreadable(IOException e) {
        return new EnvironmentProblem("the store " + place + " cannot be read: " + e.getMessage(), e);
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
                                "there is no release named " + text + " in " + place + "; see emi model list"));
            var id = ReleaseId.parse(text);
            open().manifest(id);
            return id;
        } catch (ReleaseRefused | IllegalArgumentException e) {
            throw new UsageProblem(e.getMessage() + "; see emi model list");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
