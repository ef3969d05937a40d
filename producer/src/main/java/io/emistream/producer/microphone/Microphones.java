package io.emistream.producer.microphone;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;

/** The microphones of this machine, by {@code javax.sound.sampled}. Asks the system each time: devices come and go. Thread-safe. */
public final class Microphones {
    private Microphones() {}

    /** All that there are now; the system's default, where it has one, is the first. */
    public static List<Microphone> all() {
        return Arrays.stream(AudioSystem.getMixerInfo())
                .map(AudioSystem::getMixer)
                .filter(mixer -> mixer.isLineSupported(new DataLine.Info(TargetDataLine.class, null)))
                .<Microphone>map(Device::new)
                .toList();
    }

    /** The one with this name, or the first whose name or description holds the words, whatever their case. */
    public static Optional<Microphone> named(String words, List<Microphone> all) {
        var wanted = words.toLowerCase(Locale.ROOT);
        return all.stream().filter(one -> one.name().equals(words)).findFirst().or(() -> all.stream()
                .filter(one -> (one.name() + " " + one.description())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .findFirst());
    }

    private record Device(Mixer mixer) implements Microphone {
        @Override
        public String name() {
            return mixer.getMixerInfo().getName();
        }

        @Override
        public String description() {
            return mixer.getMixerInfo().getDescription();
        }

        @Override
        public boolean supports(AudioFormat format) {
            return mixer.isLineSupported(new DataLine.Info(TargetDataLine.class, format));
        }

        @Override
        public TargetDataLine open(AudioFormat format, int bufferBytes) throws LineUnavailableException {
            try {
                var line = (TargetDataLine) mixer.getLine(new DataLine.Info(TargetDataLine.class, format));
                line.open(format, bufferBytes);
                return line;
            } catch (IllegalArgumentException e) { // what javax.sound throws for a device that has gone
                throw (LineUnavailableException) new LineUnavailableException(e.getMessage()).initCause(e);
            }
        }
    }
}
