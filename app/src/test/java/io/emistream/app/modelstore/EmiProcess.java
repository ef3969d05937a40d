package io.emistream.app.modelstore;

import io.emistream.app.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The command as people run it, ended; its store is a folder below the one it works in, and no token is set.
 *
 * @param out standard output
 * @param err standard error
 */
record EmiProcess(int code, String out, String err) {

    static EmiProcess run(Path folder, String... arguments) throws IOException, InterruptedException {
        var environment = Map.of("EMI_STORE", folder.resolve("store").toString(), "HF_TOKEN", "");
        try (var emi = JavaProcess.emi(folder, environment, arguments)) {
            int code = emi.ended();
            return new EmiProcess(code, String.join("\n", emi.out()), String.join("\n", emi.err()));
        }
    }
}
