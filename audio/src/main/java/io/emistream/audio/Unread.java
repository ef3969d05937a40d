package io.emistream.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Names what a file is that no decoder here takes, so that its owner knows what to do. */
final class Unread {
    private Unread() {}

    static String reason(FileBytes file, long origin) throws IOException {
        var head = new String(file.upTo(64, origin), StandardCharsets.ISO_8859_1);
        var format = format(head);
        if (format != null) return format + "; that is not read: convert it, e.g. ffmpeg -i IN out.wav";
        if (head.startsWith("version https://git-lfs"))
            return "is a Git LFS pointer, not the audio itself; fetch it with: git lfs pull";
        if (head.startsWith("FORM") || head.startsWith("RIFF"))
            return "is an IFF or RIFF file of another kind, without sound; name an audio file";
        if (!head.isEmpty() && head.chars().allMatch(c -> c >= 32 && c < 127 || c == '\n' || c == '\r' || c == '\t'))
            return "is text, not audio; name an audio file";
        return "is no audio that is known here (" + file.size()
                + " bytes); WAV, AIFF, AU, FLAC, MP3 and Ogg Vorbis are read";
    }

    private static @Nullable String format(String head) {
        if (head.startsWith("ftyp", 4)) return "MP4 or M4A (AAC or ALAC)";
        if (head.startsWith("caff")) return "Apple CAF";
        if (head.startsWith("\u001aE\u00df\u00a3")) return "Matroska or WebM";
        if (head.startsWith("0&\u00b2u")) return "Windows Media (ASF)";
        if (head.startsWith("#!AMR")) return "AMR";
        if (head.startsWith("wvpk")) return "WavPack";
        if (head.startsWith("MAC ")) return "Monkey's Audio";
        if (head.startsWith("\u00ff\u00f1") || head.startsWith("\u00ff\u00f9")) return "raw AAC (ADTS)";
        return null;
    }
}
