package io.emistream.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Opens any audio file as 16 kHz mono: WAV (RIFF, RIFX, RF64; PCM, float, A-law, µ-law, extensible, ADPCM, GSM), AIFF and AIFF-C, AU, CAF, FLAC
 * (also in Ogg), MP3 (MPEG audio, all layers), Ogg Vorbis, Ogg Opus, AAC (in MP4 or bare); whatever else ffmpeg decodes, where it is on the PATH. The content
 * decides, not the file's name. Stateless, thread-safe.
 */
public final class AudioFiles {
    private AudioFiles() {}

    /**
     * Opens the file and decodes its first block.
     *
     * @throws UnreadableAudio when the file is missing, is no audio, is in a format that is not read, or holds no samples
     */
    public static SampleStream open(Path file) throws UnreadableAudio {
        return open(file, "ffmpeg");
    }

    /** As {@link #open(Path)}, with the name or path of the program for what no reader here knows. */
    static SampleStream open(Path file, String ffmpeg) throws UnreadableAudio {
        return open(file, ffmpeg, SampleStream::new);
    }

    /** As {@link #open(Path)}, with the channels apart instead of mixed. */
    public static ChannelStreams openChannels(Path file) throws UnreadableAudio {
        return open(file, "ffmpeg", ChannelStreams::of);
    }

    /** What is made of a decoder. */
    private interface Hearing<T> {
        T of(Path file, PcmSource source) throws UnreadableAudio;
    }

    private static <T> T open(Path file, String ffmpeg, Hearing<T> hearing) throws UnreadableAudio {
        if (!Files.exists(file)) throw new UnreadableAudio(file, "there is no such file; check the path");
        if (!Files.isRegularFile(file)) throw new UnreadableAudio(file, "is not a regular file; name an audio file");
        try {
            return opened(file, hearing);
        } catch (BadAudio e) {
            if (!e.isForeign()) throw new UnreadableAudio(file, why(e), e);
            return converted(file, ffmpeg, String.valueOf(e.getMessage()), hearing);
        } catch (UnreadableAudio e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new UnreadableAudio(file, why(e), e);
        }
    }

    private static <T> T opened(Path file, Hearing<T> hearing) throws IOException {
        PcmSource source = null;
        FileBytes bytes = null;
        try {
            bytes = new FileBytes(file);
            source = decoder(bytes);
            return hearing.of(file, source);
        } catch (IOException | RuntimeException e) {
            SampleStream.closeQuietly(source);
            SampleStream.closeQuietly(bytes);
            throw e;
        }
    }

    private static <T> T converted(Path file, String ffmpeg, String what, Hearing<T> hearing) throws UnreadableAudio {
        PcmSource source = null;
        try {
            source = Ffmpeg.open(ffmpeg, file, what);
            return hearing.of(file, source);
        } catch (IOException e) {
            SampleStream.closeQuietly(source);
            if (e instanceof UnreadableAudio known) throw known;
            throw new UnreadableAudio(file, why(e), e);
        }
    }

    private static String why(Exception e) {
        if (e instanceof BadAudio) return withNextStep(String.valueOf(e.getMessage()));
        if (e instanceof NoSuchFileException) return "there is no such file; check the path";
        return "cannot be read (" + e + "); check that it is whole and that you may read it";
    }

    private static String withNextStep(String why) {
        return why.contains("; ") ? why : why + "; convert it or record it again";
    }

    private static PcmSource decoder(FileBytes file) throws IOException {
        long origin = afterId3(file);
        if (file.size() == 0) throw new BadAudio("is empty (0 bytes); record it again");
        if (Wav.matches(file, origin)) return Wav.open(file, origin);
        if (Aiff.matches(file, origin)) return Aiff.open(file, origin);
        if (Au.matches(file, origin)) return Au.open(file, origin);
        if (Caf.matches(file, origin)) return Caf.open(file, origin);
        if (Mp4.matches(file, origin)) return Mp4.open(file, origin);
        if (Adts.matches(file, origin)) return Adts.open(file, origin);
        if (file.tag(origin).equals("fLaC")) return Flac.open(from(file, origin));
        if (file.tag(origin).equals("OggS")) return Ogg.open(from(file, origin));
        long frame = MpegSync.first(file, origin);
        if (frame >= 0) {
            var tag = GaplessTag.read(file, frame);
            return Mp3.open(from(file, tag.start()), tag);
        }
        throw Unread.reason(file, origin);
    }

    /** ID3v2 tags precede MP3 by right and other formats by accident. */
    private static long afterId3(FileBytes file) throws IOException {
        long at = 0;
        while (file.tag(at).startsWith("ID3") && at + 10 <= file.size()) {
            int size = file.exactly(10, at, ByteOrder.BIG_ENDIAN).getInt(6);
            at += 10 + ((size & 0x7f) | (size >> 1 & 0x3f80) | (size >> 2 & 0x1fc000) | (size >> 3 & 0xfe00000));
        }
        return at;
    }

    private static InputStream from(FileBytes file, long origin) throws IOException {
        return new BufferedInputStream(Channels.newInputStream(file.channel().position(origin)), 1 << 16);
    }
}
