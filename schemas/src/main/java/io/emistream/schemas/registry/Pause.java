package io.emistream.schemas.registry;

import java.time.Duration;

/** Lets time pass between rounds; tests let none pass. */
@FunctionalInterface
interface Pause {
    void sleep(Duration length) throws InterruptedException;
}
