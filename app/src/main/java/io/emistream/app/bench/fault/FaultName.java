package io.emistream.app.bench.fault;

import io.emistream.app.bench.load.EnumWord;

/** A fault by its word. */
final class FaultName extends EnumWord<Fault> {
    FaultName() {
        super(Fault.values());
    }
}
