package io.emistream.processor.load;

/** How far an instance goes to stay in time; each stage gives up more than the one before. */
public enum Stage {
    /** All is well. */
    NORMAL(0, 1),
    /** Provisional events come half as often. */
    HALF_AS_OFTEN(0.7, 2),
    /** Provisional events come a quarter as often. */
    QUARTER_AS_OFTEN(0.8, 4),
    /** No provisional events. */
    FINAL_ONLY(0.9, 0),
    /** Past capacity: sessions are told that their events come late, new ones are refused. */
    DEGRADED(1, 0);

    /** Share of a stage's entry that the pressure must fall below for it to end. */
    private static final double RELIEF = 0.85;

    private final double entry;
    private final int stretch;

    Stage(double entry, int stretch) {
        this.entry = entry;
        this.stretch = stretch;
    }

    /** Factor on the hop between provisional events; 0 for none. */
    public int stretch() {
        return stretch;
    }

    boolean isWorse(double pressure) {
        return this != DEGRADED && pressure >= values()[ordinal() + 1].entry;
    }

    boolean isOver(double pressure) {
        return this != NORMAL && pressure < RELIEF * entry;
    }

    Stage worse() {
        return values()[ordinal() + 1];
    }

    Stage better() {
        return values()[ordinal() - 1];
    }
}
