package io.emistream.trainer.fit;

/** Seeds that follow from others, so that a run goes on anywhere as if it had never stopped. */
final class Seeds {
    private Seeds() {}

    /** Mixed as in SplitMix64 (Steele, Lea and Flood 2014). */
    static long of(long... parts) {
        long seed = 0;
        for (long part : parts) {
            seed += part + 0x9E3779B97F4A7C15L;
            seed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
            seed = (seed ^ (seed >>> 27)) * 0x94D049BB133111EBL;
            seed ^= seed >>> 31;
        }
        return seed;
    }
}
