package io.emistream.processor.quality;

/**
 * What tells speech from other sounds in a segment. Levels are those of frames of 20 ms, in decibels; a run is 80 ms or more with one pitch.
 *
 * @param levelStands share of the steps between frames by which the level hardly changes
 * @param levelJumps share of those by which it jumps up
 * @param levelRise mean of those that go up
 * @param spread standard deviation of the levels
 * @param soundingSpread the same of the sounding frames
 * @param ripple how much the amplitude swings within 60 ms, as a part of its mean
 * @param syllables the same from 60 to 180 ms
 * @param phrases the same from half a second to one and a half
 * @param pitchMoves steps in runs by which the pitch moves as a voice's does, for each sounding frame
 * @param pitchStands the same of those by which it does not move
 * @param pitchRises share of the steps in runs by which it rises
 * @param swells by how much a run gets louder from frame to frame; below 0 where it fades
 */
public record SpeechSigns(
        double levelStands,
        double levelJumps,
        double levelRise,
        double spread,
        double soundingSpread,
        double ripple,
        double syllables,
        double phrases,
        double pitchMoves,
        double pitchStands,
        double pitchRises,
        double swells) {

    /** Of a source that is muted. */
    static final SpeechSigns NONE = new SpeechSigns(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** @param sounding how many frames sound */
    static SpeechSigns of(LevelPath level, PitchPath pitch, int sounding) {
        var steps = level.steps();
        double frames = Math.max(1, sounding);
        return new SpeechSigns(
                steps.still(),
                steps.jumping(),
                steps.rise(),
                level.spread(false),
                level.spread(true),
                level.swing(1, 3),
                level.swing(3, 9),
                level.swing(25, 75),
                pitch.moving() / frames,
                pitch.still() / frames,
                pitch.rising(),
                pitch.swelling());
    }
}
