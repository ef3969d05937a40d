package io.emistream.trainer.ablation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.schemas.avro.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AblationPlansTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "asr-g, asr, 0.017, false, true, 0, false",
        "xlsr-g, xlsr, 0.021, false, true, 0, false",
        "g, audeering, 0.342, false, true, 0, false",
        "g-r, audeering, 0.356, false, true, 0, true",
        "r-l, audeering, 0.375, false, false, 2, true",
        "g-r-l, audeering, 0.377, false, true, 2, true",
        "r-l-v, audeering, 0.375, true, false, 2, true",
        "g-r-l-v, audeering, 0.386, true, true, 2, true"
    })
    void tableTwoHasThePapersPartsAndFigures(
            String name, String weights, double rho, boolean affect, boolean global, int lstm, boolean regression) {
        AblationPlan plan = AblationPlans.read("paper");

        var row = plan.place("table2/" + name).row();

        var parts = plan.recipe(row).parts();
        assertThat(row.weights()).isEqualTo(weights);
        assertThat(row.paper()).containsEntry("validation", rho);
        assertThat(parts.affectHead()).isEqualTo(affect);
        assertThat(parts.globalVector()).isEqualTo(global);
        assertThat(parts.lstmLayers()).isEqualTo(lstm);
        assertThat(parts.regressionHead()).isEqualTo(regression);
    }

    @Test
    void thePapersPlanChangesNothingOfThePapersRecipe() {
        AblationPlan plan = AblationPlans.read("paper");

        var trained = plan.recipe(plan.place("table2/g-r-l-v").row());

        assertThat(trained.epochs()).isEqualTo(30);
        assertThat(trained.batch()).isEqualTo(32);
        assertThat(trained.zeroPadding()).isZero();
        assertThat(plan.weights()).containsOnlyKeys("log-mel");
    }

    @Test
    void theTinyPlanHasTheSameTablesWithFewerEpochs() {
        AblationPlan paper = AblationPlans.read("paper");
        AblationPlan tiny = AblationPlans.read("tiny");

        for (String table : new String[] {"table2", "table1", "padding", "compared"})
            assertThat(rows(tiny, table).keySet())
                    .containsExactlyElementsOf(rows(paper, table).keySet());
        assertThat(tiny.places()).allMatch(place -> tiny.recipe(place.row()).epochs() <= 3);
        assertThat(tiny.place("within/train").row().within()).isEqualTo(Split.TRAIN);
        assertThat(rows(tiny, "within")).containsOnlyKeys("train");
    }

    @Test
    void aRowsChangesWinOverThoseOfThePlan() throws IOException {
        AblationPlan plan = AblationPlans.read(file(
                "{\"base\": \"tiny\", \"tables\": {\"table2\": {\"rows\": {\"g\": {\"set\": {\"epochs\": 1}}}}}}"));

        assertThat(plan.recipe(plan.place("table2/g").row()).epochs()).isEqualTo(1);
        assertThat(plan.recipe(plan.place("table2/g-r").row()).epochs()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"set": {"epocs": 3}}              | no setting epocs
            {"set": {"zeroPadding": 13}}       | zeroPadding is 13.0
            {"same": "table2/nothing"}         | table2/g.same is table2/nothing
            {"same": "table1/trained"}         | give TABLE/ROW of a row that is trained itself
            {"recepi": "paper"}                | recepi
            {"within": "train", "set": {"zeroPadding": 1}} | give one of the two
            {"same": "within/validation", "set": {"zeroPadding": 1}} | give one of the two
            3                                  | row g is 3
            """)
    void refusesWhatCannotBeFollowedByName(String row, String words) {
        assertThatThrownBy(() -> AblationPlans.read(
                        file("{\"base\": \"paper\", \"tables\": {\"table2\": {\"rows\": {\"g\": " + row + "}}}}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void namesThePlansThatThereAre() {
        assertThatThrownBy(() -> AblationPlans.read("nothing")).hasMessageContaining("paper, tiny");
    }

    private static Map<String, AblationPlan.Row> rows(AblationPlan plan, String table) {
        return requireNonNull(plan.tables().get(table), table).rows();
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("plan.json"), text).toString();
    }
}
