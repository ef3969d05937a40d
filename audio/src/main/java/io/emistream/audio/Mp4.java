package io.emistream.audio;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** MP4 and M4A: the first track of sound, where it is AAC. What the edit list leaves out is left out. */
final class Mp4 {
    private static final long UNSIGNED = 0xffff_ffffL;
    private static final int HEADER = 32;

    private final FileBytes file;

    private Mp4(FileBytes file) {
        this.file = file;
    }

    static boolean matches(FileBytes file, long origin) throws IOException {
        return file.tag(origin + 4).equals("ftyp");
    }

    static PcmSource open(FileBytes file, long origin) throws IOException {
        return new Mp4(file).open(origin);
    }

    private PcmSource open(long origin) throws IOException {
        var movie = Box.first(Box.in(file, origin, file.size()), "moov");
        if (movie.isEmpty())
            throw new BadAudio("MP4 without its tables (no moov box); it was cut short: record or export it again");
        var track = soundTrack(movie.get());
        if (track.isEmpty()) throw new BadAudio("MP4 that holds no sound; name a file with audio");
        var table = track.get().at(file, "mdia", "minf", "stbl");
        if (table.isEmpty()) throw new BadAudio("MP4 without a table of its frames; the file is damaged");
        var entry = table.get().at(file, "stsd").map(one -> new Box("stsd", one.start() + 8, one.end()));
        var codec = entry.isEmpty()
                ? Optional.<Box>empty()
                : entry.get().children(file).stream().findFirst();
        if (codec.isEmpty()) throw new BadAudio("MP4 that does not say its codec; the file is damaged");
        if (!codec.get().type().equals("mp4a"))
            throw BadAudio.foreign("MP4 with codec '" + codec.get().type().strip() + "'");
        return Aac.open(
                "MP4",
                AacConfig.of(file, codec.get()),
                SampleTable.of(file, table.get()),
                span(movie.get(), track.get()));
    }

    private Optional<Box> soundTrack(Box movie) throws IOException {
        for (var track : movie.children(file)) {
            var handler = track.type().equals("trak") ? track.at(file, "mdia", "hdlr") : Optional.<Box>empty();
            if (handler.isPresent() && file.tag(handler.get().start() + 8).equals("soun")) return Optional.of(track);
        }
        return Optional.empty();
    }

    /** What the edit list keeps, and no more than there is; everything where there is no list. */
    private Aac.Span span(Box movie, Box track) throws IOException {
        var list = track.at(file, "edts", "elst");
        var media = track.at(file, "mdia", "mdhd");
        long movieScale = timescale(movie.at(file, "mvhd"));
        long mediaScale = timescale(media);
        if (list.isEmpty() || movieScale <= 0 || mediaScale <= 0) return Aac.Span.ALL;
        var edits = list.get().content(file);
        boolean wide = edits.capacity() > 0 && edits.get(0) == 1;
        int bytes = wide ? 20 : 12;
        double skip = -1;
        double length = 0;
        for (int at = 8; at + bytes <= edits.capacity(); at += bytes) {
            long duration = wide ? edits.getLong(at) : edits.getInt(at) & UNSIGNED;
            long from = wide ? edits.getLong(at + 8) : edits.getInt(at + 4);
            if (from < 0) continue;
            if (skip < 0) skip = (double) from / mediaScale;
            length += (double) duration / movieScale;
        }
        // a movie counts in ticks of its own, often thousandths: the track knows better where it ends
        double rest = (double) duration(media) / mediaScale - skip;
        if (rest > 0) length = Math.min(length, rest);
        return skip < 0 || length <= 0 ? Aac.Span.ALL : new Aac.Span(skip, length);
    }

    /** Ticks a second, as mvhd and mdhd say it; 0 where they do not. */
    private long timescale(Optional<Box> header) throws IOException {
        var start = start(header);
        return start.capacity() < HEADER ? 0 : start.getInt(start.get(0) == 1 ? 20 : 12) & UNSIGNED;
    }

    /** Length in ticks, as mdhd says it; 0 where it does not. */
    private long duration(Optional<Box> header) throws IOException {
        var start = start(header);
        if (start.capacity() < HEADER) return 0;
        return start.get(0) == 1 ? start.getLong(24) : start.getInt(16) & UNSIGNED;
    }

    private ByteBuffer start(Optional<Box> header) throws IOException {
        return ByteBuffer.wrap(
                        header.isEmpty()
                                ? new byte[0]
                                : file.upTo(HEADER, header.get().start()))
                .order(BIG_ENDIAN);
    }
}
