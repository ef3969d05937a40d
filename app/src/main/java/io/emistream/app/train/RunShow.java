package io.emistream.app.train;

import io.emistream.model.release.Manifest;
import io.emistream.trainer.run.RunListener;

/** Tells of a run from its start to its end, on its thread. */
public interface RunShow extends RunListener, AutoCloseable {

    /** A release was published. */
    void finished(Manifest made);

    /** It ended without one. */
    void failed(String why);

    @Override
    void close();
}
