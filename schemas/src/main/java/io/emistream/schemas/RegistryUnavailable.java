package io.emistream.schemas;

import org.jspecify.annotations.Nullable;

/** No registry answered usefully: says nothing about the record or schema in hand, which should be tried again later. */
public final class RegistryUnavailable extends RegistryException {
    private static final long serialVersionUID = 1;

    public RegistryUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
