package io.emistream.trainer.ablation;

/** A plan that cannot be followed; the message names the place, its value and what it may be. */
public final class BadPlan extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    BadPlan(String message) {
        super(message);
    }

    static void unless(boolean holds, String place, Object value, String limit) {
        if (!holds) throw new BadPlan("ablation: %s is %s; %s".formatted(place, value, limit));
    }
}
