package io.emistream.app.bench.load;

/** An engine by its word. */
public final class EngineName extends EnumWord<EngineChoice> {
    /** For picocli. */
    public EngineName() {
        super(EngineChoice.values());
    }
}
