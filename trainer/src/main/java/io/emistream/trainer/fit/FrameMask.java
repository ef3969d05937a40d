package io.emistream.trainer.fit;

import io.emistream.trainer.recipe.Recipe.Masking;
import java.util.SplittableRandom;

/** Draws which frames are hidden, by the rules of Hugging Face's wav2vec 2.0. Pure. */
final class FrameMask {
    private FrameMask() {}

    /** True where a frame is hidden; none where the clip is shorter than one stretch. */
    static boolean[] draw(Masking rules, int frames, SplittableRandom random) {
        var mask = new boolean[frames];
        if (rules.probability() == 0 || frames < rules.length()) return mask;
        int stretches = (int) (rules.probability() * frames / rules.length() + random.nextDouble());
        stretches = Math.min(Math.max(stretches, rules.least()), frames / rules.length());
        int places = frames - rules.length() + 1;
        var taken = new boolean[places];
        for (int i = 0; i < stretches; i++) {
            int start = random.nextInt(places);
            while (taken[start]) start = (start + 1) % places;
            taken[start] = true;
            for (int frame = start; frame < start + rules.length(); frame++) mask[frame] = true;
        }
        return mask;
    }
}
