package io.emistream.processor.segment;

import java.nio.ByteBuffer;

/**
 * Says frame by frame whether there is voice: power against an adaptive noise floor, a higher threshold to begin than to go on, and
 * a hangover. Plain arithmetic only, so that every machine decides alike. Not thread-safe.
 */
final class VoiceActivity {
    static final int STATE_BYTES = NoiseFloor.STATE_BYTES + 1 + 2 * Integer.BYTES;

    private final double onset;
    private final double offset;
    private final double quietest;
    private final int onsetFrames;
    private final int hangoverFrames;
    private final NoiseFloor floor;
    private boolean active;
    private int run;
    private int quiet;

    VoiceActivity(SegmentRules rules) {
        var voice = rules.voice();
        onset = ratio(voice.onsetDb());
        offset = ratio(voice.offsetDb());
        quietest = ratio(voice.quietestDb()) * 32_768.0 * 32_768.0;
        onsetFrames = Frames.in(voice.onset());
        hangoverFrames = Frames.in(rules.hangover());
        floor = new NoiseFloor(quietest / onset);
    }

    /**
     * Judges the next frame.
     *
     * @param power mean square of the frame without its mean, in PCM16 units
     * @return how many frames up to and with this one turn out voiced: 0 for none, more than 1 where a held onset is confirmed
     */
    int voiced(double power) {
        double noise = floor.after(power);
        return active
                ? goesOn(power >= noise * offset && power >= quietest)
                : begins(power >= noise * onset && power >= quietest);
    }

    private int goesOn(boolean voice) {
        quiet = voice ? 0 : quiet + 1;
        active = quiet < hangoverFrames;
        return voice ? 1 : 0;
    }

    private int begins(boolean voice) {
        run = voice ? run + 1 : 0;
        return run == onsetFrames ? confirm() : 0;
    }

    /** Takes an onset that a gap or an end interrupts for voice; returns its frames, 0 for none. */
    int confirm() {
        int confirmed = run;
        if (confirmed == 0) return 0;
        active = true;
        run = 0;
        quiet = 0;
        return confirmed;
    }

    /** Whether voice goes on, hangover included. */
    boolean active() {
        return active;
    }

    /** Frames of an onset not yet held long enough. */
    int run() {
        return run;
    }

    void save(ByteBuffer to) {
        floor.save(to);
        to.put((byte) (active ? 1 : 0)).putInt(run).putInt(quiet);
    }

    void load(ByteBuffer from) {
        floor.load(from);
        active = from.get() == 1;
        run = from.getInt();
        quiet = from.getInt();
    }

    private static double ratio(double decibels) {
        return StrictMath.pow(10, decibels / 10);
    }
}
