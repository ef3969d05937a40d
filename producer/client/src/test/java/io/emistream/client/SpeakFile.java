package io.emistream.client;

import java.io.File;
import java.net.URI;
import javax.sound.sampled.AudioSystem;

/** An example: speaks a WAV file of one channel and 16 bits, and prints the scores. Arguments: ws://127.0.0.1:8082 call-7 anna talk.wav */
final class SpeakFile {
    public static void main(String[] args) throws Exception {
        try (var file = AudioSystem.getAudioInputStream(new File(args[3]))) {
            var rate = (int) file.getFormat().getSampleRate();
            var voice = new Voice(args[1], args[2], Encoding.S16LE, rate);
            var options = Options.standard().hearing(Results.FINAL);
            try (var stream = SpeechStream.open(URI.create(args[0]), voice, options, System.out::println)) {
                var block = new byte[2 * rate / 10];
                for (int length; (length = file.read(block)) > 0; ) stream.write(block, 0, length);
                stream.end();
                Thread.sleep(10_000); // the last scores are on their way
            }
        }
    }
}
