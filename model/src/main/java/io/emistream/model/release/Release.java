package io.emistream.model.release;

import io.emistream.model.weights.WeightSource;
import java.io.IOException;

/**
 * A manifest and the weights it speaks of. Whoever opens it closes it, once an engine has loaded the weights.
 *
 * @param weights fit {@code manifest.architecture()}: same names, same shapes
 */
public record Release(Manifest manifest, WeightSource weights) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        weights.close();
    }
}
