package io.emistream.app.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plain test methods, not {@code @ArchTest} fields: those were seen to run no test under Surefire 3.5 (TNG/ArchUnit#1442). */
class HouseRulesTest {
    private static final String BROKEN = "io.emistream.app.rules.broken";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.emistream")
            .that(DescribedPredicate.not(Predicates.resideInAPackage("io.emistream.schemas.avro..")));
    private static final JavaClasses RULE_BREAKERS = new ClassFileImporter().importPackages(BROKEN);

    @ParameterizedTest
    @EnumSource(HouseRule.class)
    void holdsInOurCode(HouseRule rule) {
        assertThat(OURS).isNotEmpty();

        rule.in("io.emistream").check(OURS);
    }

    @ParameterizedTest
    @EnumSource(HouseRule.class)
    void catchesTheClassThatBreaksIt(HouseRule rule) {
        var result = rule.in(BROKEN).evaluate(RULE_BREAKERS);

        assertThat(result.hasViolation())
                .as("%s on deliberately broken classes", rule)
                .isTrue();
    }
}
