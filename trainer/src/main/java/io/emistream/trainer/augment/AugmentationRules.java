package io.emistream.trainer.augment;

/**
 * How audio is changed by chance in training, each change drawn on its own.
 *
 * @param speed greatest change of speed, and of pitch with it: 0.1 for 0.9 to 1.1 times; 0 for none
 * @param gainDb greatest change of level in decibels, both ways; networks that normalise their input, as ours do, do not hear it
 * @param noise probability of added noise, white to brown
 * @param leastSnrDb lowest ratio of speech to noise, in decibels; the highest is 30 dB more
 * @param reverberation probability of a room
 * @param band probability of a narrower band, as of telephones and poor microphones
 */
public record AugmentationRules(
        double speed, double gainDb, double noise, double leastSnrDb, double reverberation, double band) {
    public AugmentationRules {
        check("speed", speed, 0, 0.5);
        check("gainDb", gainDb, 0, 60);
        check("noise", noise, 0, 1);
        check("leastSnrDb", leastSnrDb, -20, 60);
        check("reverberation", reverberation, 0, 1);
        check("band", band, 0, 1);
    }

    private static void check(String name, double value, double least, double most) {
        if (!(value >= least && value <= most))
            throw new IllegalArgumentException(
                    "recipe: augmentation.%s is %s; give %s to %s".formatted(name, value, least, most));
    }
}
