package io.emistream.app.evaluate;

import io.emistream.trainer.augment.Channel;
import io.emistream.trainer.corpus.ClipRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Kinds of worse audio that a release is tried on.
 *
 * @param kinds by name, in order
 * @param leftOut those that cannot be made here, with the reason
 */
record WorseAudio(Map<String, Change> kinds, List<String> leftOut) {
    private static final List<Integer> KILOBITS = List.of(64, 24);
    private static final double CLIPPED_DB = 12;
    private static final double QUIET_DB = -30;

    /**
     * All that can be made.
     *
     * @param snrs of babble, in decibels
     * @param ffmpeg a name to be found on the PATH, or a path
     */
    static WorseAudio of(List<ClipRecord> clips, List<Double> snrs, long seed, String ffmpeg) {
        var kinds = new LinkedHashMap<String, Change>();
        var leftOut = new ArrayList<String>();
        kinds.put("telephone", (clip, samples) -> Channel.telephone(samples));
        if (Mp3.available(ffmpeg)) KILOBITS.forEach(rate -> kinds.put("MP3, " + rate + " kb/s", new Mp3(ffmpeg, rate)));
        else leftOut.add("MP3 is left out of --robustness: no ffmpeg with libmp3lame is on the PATH; install it");
        var babble = new Babble(clips, seed);
        if (babble.possible())
            for (double snr : snrs) kinds.put(String.format(Locale.ROOT, "babble, SNR %.0f dB", snr), babble.at(snr));
        else leftOut.add("babble is left out of --robustness: the clips are of one speaker; add others");
        kinds.put(
                String.format(Locale.ROOT, "clipped by %.0f dB", CLIPPED_DB),
                (clip, samples) -> Channel.clipped(samples, CLIPPED_DB));
        kinds.put(
                String.format(Locale.ROOT, "gain %.0f dB", QUIET_DB),
                (clip, samples) -> Channel.louder(samples, QUIET_DB));
        return new WorseAudio(kinds, leftOut);
    }
}
