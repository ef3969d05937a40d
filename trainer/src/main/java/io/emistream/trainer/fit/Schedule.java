package io.emistream.trainer.fit;

import io.emistream.trainer.recipe.Recipe.OptimiserRules;

/**
 * The learning rate of each step: a linear warm-up, then a cosine (Loshchilov and Hutter 2017) down to the floor.
 *
 * @param warmUp steps of the warm-up
 * @param steps of the whole run, at least 1
 */
record Schedule(OptimiserRules rules, long warmUp, long steps) {

    static Schedule of(OptimiserRules rules, int epochs, int stepsAnEpoch) {
        return new Schedule(
                rules,
                Math.round(rules.warmUpEpochs() * stepsAnEpoch),
                Math.multiplyExact((long) epochs, stepsAnEpoch));
    }

    /** @param step the first being 0 */
    double rate(long step) {
        if (step < warmUp) return rules.rate() * (step + 1) / warmUp;
        double done = Math.min(1, (double) (step - warmUp) / Math.max(1, steps - warmUp));
        double share = rules.floor() + (1 - rules.floor()) * 0.5 * (1 + Math.cos(Math.PI * done));
        return rules.rate() * share;
    }
}
