package io.emistream.trainer.recipe;

/** A recipe that cannot be followed; the message names the setting, its value and what it may be. */
public final class BadRecipe extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    BadRecipe(String message) {
        super(message);
    }

    static void unless(boolean holds, String setting, Object value, String limit) {
        if (!holds) throw new BadRecipe("recipe: %s is %s; %s".formatted(setting, value, limit));
    }

    static void share(String setting, double value) {
        unless(value >= 0 && value < 1, setting, value, "give a number from 0 to below 1");
    }
}
