package io.emistream.app.rules;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;

/** Each rule of the house, for the modules below a root package: ours, or the deliberately broken one that proves the rule can fail. */
enum HouseRule {
    DJL_ONLY_IN_MODEL_AND_TRAINER(root -> noClasses()
            .that()
            .resideOutsideOfPackages(root + ".model..", root + ".trainer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..")),
    NO_DJL_IN_THE_FACE_OF_MODEL(root -> noClasses()
            .that()
            .resideInAPackage(root + ".model")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..")),
    NO_KAFKA_IN_MODEL_AND_AUDIO(root -> noClasses()
            .that()
            .resideInAnyPackage(root + ".model..", root + ".audio..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")),
    TARSOS_ONLY_IN_AUDIO(root -> noClasses()
            .that()
            .resideOutsideOfPackage(root + ".audio..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("be.tarsos..")),
    MODULES_DEPEND_ONE_WAY(HouseRule::oneWay),
    PACKAGES_FREE_OF_CYCLES(root -> slices().matching(root + ".(**)").should().beFreeOfCycles()),
    NO_DRAWER_NAMES(root -> noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common)")),
    VAD_IS_NO_WORD(root -> CompositeArchRule.of(noClasses().should().haveNameMatching(".*(VAD|Vad).*"))
            .and(members().should(not(ArchConditions.have(nameMatching(".*(VAD|Vad|^vad).*")))))),
    NO_MUTABLE_STATICS(root -> fields().that().areStatic().should().beFinal()),
    MUTABLE_FIELDS_ARE_PRIVATE(root -> fields().that().areNotFinal().should().bePrivate()),
    ENVIRONMENT_ONLY_IN_APP(root -> noClasses()
            .that()
            .resideOutsideOfPackage(root + ".app..")
            .should()
            .callMethodWhere(target(owner(nameMatching("java\\.lang\\.System")))
                    .and(target(nameMatching("exit|getenv|getProperty|setProperty"))))),
    CLOCKS_ONLY_IN_APP(root -> noClasses()
            .that()
            .resideOutsideOfPackage(root + ".app..")
            .should()
            .callMethodWhere(target(owner(nameMatching("java\\.lang\\.System")))
                    .and(target(nameMatching("currentTimeMillis|nanoTime"))))
            .orShould()
            .callMethodWhere(target(owner(nameMatching("java\\.time\\..*")))
                    .and(target(nameMatching("now|systemUTC|systemDefaultZone|system"))))),
    EVERY_PACKAGE_IS_NULL_MARKED(
            root -> classes().that().doNotHaveSimpleName("package-info").should(resideInNullMarkedPackage()));

    /** What a module may see of ours (docs/DESIGN.md, "Modules"); the app sees all and is seen by none. */
    private static final Map<String, Set<String>> SEES = Map.of(
            "schemas", Set.of(),
            "model", Set.of(),
            "audio", Set.of(),
            "producer", Set.of("schemas", "audio"),
            "processor", Set.of("schemas", "model"),
            "trainer", Set.of("schemas", "model", "audio"),
            "dashboard", Set.of("schemas"),
            "client", Set.of());

    private final Function<String, ArchRule> rule;

    HouseRule(Function<String, ArchRule> rule) {
        this.rule = rule;
    }

    ArchRule in(String root) {
        return rule.apply(root).as(name());
    }

    private static ArchRule oneWay(String root) {
        List<ArchRule> rules = SEES.entrySet().stream()
                .map(entry -> {
                    var hidden = new TreeSet<>(SEES.keySet());
                    hidden.add("app");
                    hidden.remove(entry.getKey());
                    hidden.removeAll(entry.getValue());
                    String[] packages =
                            hidden.stream().map(m -> root + "." + m + "..").toArray(String[]::new);
                    return (ArchRule) noClasses()
                            .that()
                            .resideInAPackage(root + "." + entry.getKey() + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(packages)
                            .allowEmptyShould(true);
                })
                .toList();
        return CompositeArchRule.of(rules);
    }

    private static ArchCondition<JavaClass> resideInNullMarkedPackage() {
        return new ArchCondition<>("reside in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.getModifiers().contains(JavaModifier.SYNTHETIC)) return;
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getName() + " is in a package without @NullMarked"));
            }
        };
    }
}
