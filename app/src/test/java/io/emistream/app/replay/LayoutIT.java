package io.emistream.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.replay.Call.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutIT {
    @TempDir
    Path folder;

    @Test
    void callsAreFoldersWithAParticipantAFileAndFilesBesideThem() throws IOException {
        for (var name : List.of("call/agent.flac", "call/caller.flac", "memo.wav", ".hidden", "deep/er/not.wav"))
            file(name);

        var calls = Layout.CALLS.of(folder, "run/");

        assertThat(calls)
                .containsExactly(
                        new Call(
                                "run/call",
                                List.of(part("call/agent.flac", "agent"), part("call/caller.flac", "caller"))),
                        new Call("run/memo", List.of(part("memo.wav", "speaker"))));
    }

    @Test
    void clipsAreFilesAtAnyDepth() throws IOException {
        for (var name : List.of("memo.wav", "s1/a/b.wav")) file(name);

        assertThat(Layout.CLIPS.of(folder, ""))
                .containsExactly(
                        new Call("memo", List.of(part("memo.wav", "speaker"))),
                        new Call("s1/a/b", List.of(part("s1/a/b.wav", "speaker"))));
    }

    @Test
    void filesThatDifferInTheirEndingsAloneKeepThem() throws IOException {
        for (var name : List.of("a.mp3", "a.wav", "b.wav", "call/c.mp3", "call/c.wav")) file(name);

        assertThat(Layout.CALLS.of(folder, ""))
                .extracting(Call::session)
                .containsExactly("a.mp3", "a.wav", "b", "call");
        assertThat(Layout.CALLS.of(folder, "").get(3).parts())
                .extracting(Part::participant)
                .containsExactly("c.mp3", "c.wav");
        assertThat(Layout.CLIPS.of(folder, ""))
                .extracting(Call::session)
                .containsExactly("a.mp3", "a.wav", "b", "call/c.mp3", "call/c.wav");
    }

    @Test
    void aFileBesideTheFolderOfItsNameIsNoVoiceOfThatCall() throws IOException {
        for (var name : List.of("a.wav", "a/agent.wav")) file(name);

        assertThatThrownBy(() -> Layout.CALLS.of(folder, "run/"))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContainingAll("a.wav", "a/agent.wav", "rename");
        assertThat(Layout.CLIPS.of(folder, "")).extracting(Call::session).containsExactly("a", "a/agent");
    }

    @Test
    void saysThatAFolderIsMissingOrEmpty() {
        assertThatThrownBy(() -> Layout.CALLS.of(folder.resolve("gone"), ""))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("there is no folder");
        assertThatThrownBy(() -> Layout.CLIPS.of(folder, ""))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("holds no files");
    }

    private void file(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.createFile(folder.resolve(name));
    }

    private Part part(String name, String participant) {
        return new Part(name, participant, folder.resolve(name));
    }
}
