package io.emistream.schemas;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A schema registry did not do what was asked; its kinds tell what can be done about it. */
public abstract sealed class RegistryException extends KafkaException
        permits RegistryUnavailable, RegistryRefused, IncompatibleSchema, UnknownSchema {
    private static final long serialVersionUID = 1;

    RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
