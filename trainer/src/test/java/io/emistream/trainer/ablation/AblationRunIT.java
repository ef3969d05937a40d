package io.emistream.trainer.ablation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.emistream.model.engine.DeviceChoice;
import io.emistream.trainer.ablation.AblationPlan.Place;
import io.emistream.trainer.corpus.Corpus;
import io.emistream.trainer.fit.EpochResult;
import io.emistream.trainer.fit.Progress;
import io.emistream.trainer.run.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole ablation of a network that takes a moment to train. */
class AblationRunIT {
    private static final String PLAN =
            """
            {"title": "a test", "weights": {}, "set": {"epochs": 1, "batch": 8, "masking.least": 0}, "tables": {
              "parts": {"title": "Parts", "rows": {
                "g": {"title": "G alone", "weights": "small", "recipe": "table2-g", "paper": {"validation": 0.342}},
                "all": {"title": "All of it", "weights": "small", "paper": {"validation": 0.386, "test": 0.461}},
                "lost": {"title": "Weights that nobody has", "weights": "asr", "recipe": "table2-g"}
              }},
              "checks": {"title": "Checks", "rows": {
                "masked": {"title": "as it should be", "same": "parts/all"},
                "padded": {"title": "padded", "same": "parts/all", "set": {"zeroPadding": 2}},
                "lost": {"title": "of a row that is not there", "same": "parts/lost"},
                "both": {"title": "on both", "weights": "small", "recipe": "table2-g", "set": {"trainOnValidation": true}},
                "within": {"title": "within", "weights": "small", "recipe": "table2-g", "within": "train"}
              }}
            }}""";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private AblationFolder ablation = new AblationFolder(Path.of(""));
    private final List<String> trained = new ArrayList<>();

    @BeforeEach
    void begin() throws Exception {
        ablation = new AblationFolder(folder.resolve("ablation"));
        SmallStart.publish(ablation.releases());
        Corpus corpus = Corpus.open(ablation.corpus());
        for (var clip : SmallStart.clips()) corpus.put(clip);
        Path plan = Files.writeString(folder.resolve("plan.json"), PLAN);
        ablation.begin(new AblationSpec(
                AblationPlans.read(plan.toString()),
                ablation.corpus().toString(),
                SmallStart.SET,
                SmallStart.LABELS,
                corpus.hash(SmallStart.SET),
                "2026-01-01T00:00:00Z"));
    }

    @Test
    void goesOnWhereItWasStoppedAndPrintsOursBesideThePapers() throws Exception {
        assertThat(run(() -> trained.size() == 2)).isEmpty();
        assertThat(trained).containsExactly("parts/g", "parts/all");

        trained.clear();
        List<RowOutcome> outcomes = run(() -> false).orElseThrow();

        assertThat(trained).containsExactly("parts/all", "checks/both", "checks/within");
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.why().isEmpty())
                .extracting(outcome -> outcome.place().key() + ": " + outcome.why())
                .containsExactly(
                        "parts/lost: weights asr are not given: --weights asr=DIR",
                        "checks/lost: row parts/lost was not run");
        TableFiles.write(ablation, ablation.spec().plan(), outcomes);
        assertThat(ablation.folder().resolve("tables.md")).content().contains("| All of it | 0.386 | ", " | 0.461 | ");
        assertThat(Files.readAllLines(ablation.folder().resolve("tables.csv"))).hasSize(1 + outcomes.size());

        trained.clear();
        assertThat(run(() -> false).orElseThrow()).isEqualTo(outcomes);
        assertThat(trained).isEmpty();
    }

    @Test
    void judgesEachRowByWhatItHasNotLearnedFrom() throws Exception {
        run(() -> false);

        assertThat(result("parts/all").splits()).containsOnlyKeys("validation", "test");
        assertThat(result("checks/masked").splits())
                .isEqualTo(result("parts/all").splits());
        assertThat(result("checks/both").splits()).containsOnlyKeys("test");
        assertThat(result("checks/within").splits()).containsOnlyKeys("heldOut");
        assertThat(judged("checks/within", "heldOut").speakers()).isEqualTo(1);
    }

    @Test
    void aReleaseThatIsNotToldOfPaddingSaysSomethingElse() throws Exception {
        run(() -> false);

        double ofTwoSeconds = (0.5 + 0.25) / (2 + 2);
        assertThat(result("checks/padded").paddingShare()).isCloseTo(1 - ofTwoSeconds, within(1e-9));
        assertThat(judged("checks/padded", "test").mean())
                .isNotCloseTo(judged("checks/masked", "test").mean(), within(1e-6));
    }

    private RowResult.Reached judged(String key, String split) throws IOException {
        return requireNonNull(result(key).splits().get(split), key);
    }

    private RowResult result(String key) throws IOException {
        return ablation.result(ablation.spec().plan().place(key)).orElseThrow();
    }

    private Optional<List<RowOutcome>> run(BooleanSupplier stop) throws IOException {
        var origins = Map.of("small", new Origin(SmallStart.FROM, ablation.releases()));
        return new AblationRun(ablation, origins, DeviceChoice.cpu(), new Heard(), System::nanoTime)
                .run(place -> true, Duration.ofHours(1), stop);
    }

    private final class Heard implements AblationListener, RunListener {
        @Override
        public RunListener training(Place place) {
            trained.add(place.key());
            return this;
        }

        @Override
        public void ended(RowOutcome outcome) {}

        @Override
        public void started(Clips clips, List<String> fresh, Optional<Progress> from, int epochs, long steps) {
            assertThat(fresh).noneMatch(name -> name.startsWith("wav2vec2."));
        }

        @Override
        public void stepped(Progress progress, long steps, double loss, double rate) {}

        @Override
        public void ended(EpochResult result, boolean best) {}
    }
}
