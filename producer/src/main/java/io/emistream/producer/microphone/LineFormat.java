package io.emistream.producer.microphone;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;

/** Formats to capture in, the best first: signed 16 bits, little-endian. */
final class LineFormat {
    static final int SAMPLE_BYTES = 2;

    /** What needs no resampling, then what loses least. */
    private static final List<Integer> RATES = List.of(16_000, 48_000, 32_000, 44_100, 24_000, 22_050, 8_000);

    private static final int MOST_CHANNELS = 2;

    private LineFormat() {}

    /** Those that the microphone says it knows; all of them where it says nothing: drivers forget some. */
    static List<AudioFormat> of(Microphone microphone) {
        var known = all().filter(microphone::supports).toList();
        return known.isEmpty() ? all().toList() : known;
    }

    private static Stream<AudioFormat> all() {
        return RATES.stream().flatMap(rate -> IntStream.rangeClosed(1, MOST_CHANNELS)
                .mapToObj(channels -> new AudioFormat(rate, 8 * SAMPLE_BYTES, channels, true, false)));
    }

    /** The mean of the channels, in [-1, 1). */
    static float[] mono(byte[] bytes, int length, int channels) {
        int frames = length / (SAMPLE_BYTES * channels);
        var mono = new float[frames];
        for (int frame = 0, at = 0; frame < frames; frame++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++, at += SAMPLE_BYTES)
                sum += (short) (bytes[at] & 0xff | bytes[at + 1] << 8);
            mono[frame] = sum / (32_768f * channels);
        }
        return mono;
    }

    /** For people: {@code 48,000 Hz, mono}. */
    static String words(AudioFormat format) {
        return String.format(
                Locale.ROOT,
                "%,d Hz, %s",
                (int) format.getSampleRate(),
                format.getChannels() == 1 ? "mono" : format.getChannels() + " channels");
    }
}
