package io.emistream.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Names what a file is that no decoder here takes, so that its owner knows what to do. */
final class Unread {
    /** No file with sound is shorter. */
    private static final int LEAST = 16;

    private Unread() {}

    static BadAudio reason(FileBytes file, long origin) throws IOException {
        var head = new String(file.upTo(64, origin), StandardCharsets.ISO_8859_1);
        var format = format(head);
        if (format != null) return BadAudio.foreign(format);
        if (head.startsWith("version https://git-lfs"))
            return new BadAudio("is a Git LFS pointer, not the audio itself; fetch it with: git lfs pull");
        if (head.startsWith("FORM"))
            return new BadAudio("is an IFF file of another kind, without sound; name an audio file");
        if (!head.isEmpty() && head.chars().allMatch(c -> c >= 32 && c < 127 || c == '\n' || c == '\r' || c == '\t'))
            return new BadAudio("is text, not audio; name an audio file");
        if (file.size() - origin < LEAST)
            return new BadAudio("is no audio (" + file.size() + " bytes); name an audio file");
        return BadAudio.foreign("is no audio that is known here (" + file.size() + " bytes)");
    }

    private static @Nullable String format(String head) {
        if (head.startsWith("RIFF") && head.startsWith("AVI ", 8)) return "AVI";
        if (head.startsWith("\u001aE\u00df\u00a3")) return "Matroska or WebM";
        if (head.startsWith("0&\u00b2u")) return "Windows Media (ASF)";
        if (head.startsWith("#!AMR")) return "AMR";
        if (head.startsWith("wvpk")) return "WavPack";
        if (head.startsWith("MAC ")) return "Monkey's Audio";
        if (head.startsWith("\u000bw")) return "AC-3";
        if (head.startsWith("FLV")) return "Flash video";
        if (head.startsWith("\u0000\u0000\u0001\u00ba")) return "MPEG programme stream";
        if (head.startsWith("RIFF")) return "RIFF of another kind";
        return null;
    }
}
