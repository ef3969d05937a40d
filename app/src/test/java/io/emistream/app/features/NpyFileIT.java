package io.emistream.app.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against files that NumPy wrote; see {@code npy/make_npy.py}. */
class NpyFileIT {
    @TempDir
    Path folder;

    @Test
    void areTheBytesThatNumPyWrites() throws Exception {
        NpyFile.write(
                folder.resolve("three-by-two.npy"), 2, 3, new float[] {0, 1.5f, -2, 1e-20f, 3e20f, (float) Math.PI});
        NpyFile.write(folder.resolve("no-rows.npy"), 256, 0, new float[0]);
        NpyFile.write(folder.resolve("no-columns.npy"), 0, 5, new float[0]);

        for (var name : new String[] {"three-by-two.npy", "no-rows.npy", "no-columns.npy"})
            assertThat(Files.readAllBytes(folder.resolve(name))).as(name).isEqualTo(numpys(name));
    }

    @Test
    void rowsThatComeOneByOneAreTheSameFile() throws Exception {
        try (var npy = NpyFile.create(folder.resolve("rows.npy"), 2)) {
            npy.add(1, new float[] {0, 1.5f});
            npy.add(2, new float[] {-2, 1e-20f, 3e20f, (float) Math.PI});
        }

        assertThat(Files.readAllBytes(folder.resolve("rows.npy"))).isEqualTo(numpys("three-by-two.npy"));
    }

    @Test
    void refusesRowsOfAnotherWidth() throws IOException {
        try (var npy = NpyFile.create(folder.resolve("rows.npy"), 2)) {
            assertThatThrownBy(() -> npy.add(1, new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("3 values are not 1 rows of 2 columns");
        }
    }

    private static byte[] numpys(String name) throws Exception {
        return Files.readAllBytes(Path.of(Objects.requireNonNull(NpyFileIT.class.getResource("/npy/" + name))
                .toURI()));
    }
}
