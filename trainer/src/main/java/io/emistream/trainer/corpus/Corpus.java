package io.emistream.trainer.corpus;

import io.emistream.schemas.avro.LabelledClip;
import io.emistream.schemas.avro.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Labelled clips in a folder: for each a record without audio ({@code .avro}), and its audio beside it ({@code .pcm}). A clip that is put again
 * replaces the earlier one, and one that is removed is gone with its audio. Each file appears whole, by a rename: a process that is killed leaves the
 * clip as it was, or as it becomes. One process at a time; not thread-safe.
 */
public final class Corpus {
    private static final String AUDIO = "audio";
    private static final String RECORD_END = ".avro";
    private static final String AUDIO_END = ".pcm";
    private static final String STAGING_END = ".writing";
    private static final int SAMPLE_BYTES = 2;

    private final Path folder;
    private final Map<String, CorpusClip> clips = new TreeMap<>();

    private Corpus(Path folder) {
        this.folder = folder;
    }

    /** Opens it, or makes an empty one; clears away what a killed process left half written. */
    public static Corpus open(Path folder) throws IOException {
        Files.createDirectories(folder);
        var corpus = new Corpus(folder);
        var used = new HashSet<Path>();
        for (Path file : corpus.files(RECORD_END)) {
            CorpusClip clip = corpus.read(file);
            corpus.clips.put(clip.id(), clip);
            used.add(clip.file());
        }
        for (Path file : corpus.files(AUDIO_END)) if (!used.contains(file)) Files.delete(file);
        for (Path file : corpus.files(STAGING_END)) Files.delete(file);
        return corpus;
    }

    /** All clips, by id. */
    public List<CorpusClip> clips() {
        return List.copyOf(clips.values());
    }

    /** Adds a clip, or replaces the one of its id; on disk when it returns. */
    public void put(LabelledClip clip) throws IOException {
        String name = name(clip.getClipId());
        byte[] audio = bytes(clip.getPayload());
        Path audioFile = folder.resolve(name + "-" + Digests.shortOf(audio) + AUDIO_END);
        if (!Files.exists(audioFile)) appear(audioFile, staging -> Files.write(staging, audio));
        Path record = folder.resolve(name + RECORD_END);
        appear(record, staging -> write(staging, clip, audioFile));
        CorpusClip old = clips.put(clip.getClipId(), read(record));
        if (old != null && !old.file().equals(audioFile)) Files.deleteIfExists(old.file());
    }

    /** Removes a clip and its audio; does nothing where there is none. */
    public void remove(String clipId) throws IOException {
        CorpusClip old = clips.remove(clipId);
        if (old == null) return;
        Files.deleteIfExists(folder.resolve(name(clipId) + RECORD_END));
        Files.deleteIfExists(old.file());
    }

    /** Over the clips of an output set: their ids, splits, labels and audio; 64 lower-case hexadecimal digits. */
    public String hash(String outputSet) {
        return Digests.of(clips().stream()
                .filter(clip -> clip.outputSet().equals(outputSet))
                .map(clip -> clip.id() + "\n" + clip.split() + "\n" + new TreeMap<>(clip.labels()) + "\n"
                        + clip.affect() + "\n" + clip.file().getFileName() + "\n")
                .reduce("", String::concat)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path staging, LabelledClip clip, Path audioFile) throws IOException {
        LabelledClip bare =
                LabelledClip.newBuilder(clip).setPayload(ByteBuffer.allocate(0)).build();
        try (var writer = new DataFileWriter<>(new SpecificDatumWriter<>(LabelledClip.class))) {
            writer.setMeta(AUDIO, String.valueOf(audioFile.getFileName()));
            writer.create(LabelledClip.getClassSchema(), staging.toFile());
            writer.append(bare);
        }
    }

    private CorpusClip read(Path record) throws IOException {
        try (var reader = new DataFileReader<>(record.toFile(), new SpecificDatumReader<>(LabelledClip.class))) {
            LabelledClip clip = reader.next();
            Path audio = folder.resolve(reader.getMetaString(AUDIO));
            return new CorpusClip(
                    clip.getClipId(),
                    clip.getSpeakerId(),
                    split(clip),
                    Map.copyOf(clip.getLabels()),
                    clip.getAffect(),
                    clip.getOutputSet(),
                    Map.copyOf(clip.getAttributes()),
                    audio,
                    Math.toIntExact(Files.size(audio) / SAMPLE_BYTES));
        }
    }

    private static Split split(LabelledClip clip) {
        return clip.getSplit() == Split.BY_SPEAKER ? SpeakerSplit.of(clip.getSpeakerId()) : clip.getSplit();
    }

    private static String name(String clipId) {
        return Digests.of(clipId.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    private static byte[] bytes(ByteBuffer payload) {
        var bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return bytes;
    }

    private void appear(Path file, Writing writing) throws IOException {
        Path staging = folder.resolve(file.getFileName() + STAGING_END);
        Files.deleteIfExists(staging);
        writing.to(staging);
        Files.move(staging, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Set<Path> files(String end) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Set.copyOf(files.filter(file -> file.getFileName().toString().endsWith(end))
                    .toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @FunctionalInterface
    private interface Writing {
        void to(Path staging) throws IOException;
    }
}
