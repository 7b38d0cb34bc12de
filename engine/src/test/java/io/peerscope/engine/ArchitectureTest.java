package io.peerscope.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Packages depend downwards only, so that one can read the engine from the bottom to the top.
class ArchitectureTest {

  private static final String ROOT = "io.peerscope.engine";

  /// The levels, lowest first; packages on one line do not know each other. A new package is one
  /// more word here. A package that does not exist yet does no harm.
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("address", "fact"),
          List.of("config", "diagnostic"),
          List.of("topology"),
          List.of("platform"),
          List.of("edit", "format", "iommu", "routing"),
          List.of("distance", "dma", "export", "isolation", "policy", "redact", "storage"),
          List.of("parties"),
          List.of("verdict"),
          List.of("check", "compare", "remedy", "trace"),
          List.of("cli"));

  /// Below this number the importer has missed our classes, and every rule would hold for nothing.
  private static final int FEWEST_CLASSES = 10;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void rulesSeeTheEngine() {
    assertThat(CLASSES.size()).isGreaterThanOrEqualTo(FEWEST_CLASSES);
  }

  @Test
  void everyClassHasALevel() {
    List<String> known = LEVELS.stream().flatMap(List::stream).toList();

    assertThat(CLASSES.stream().map(ArchitectureTest::packageBelowRoot).distinct())
        .as("packages of the engine; a new one needs its place in LEVELS")
        .isSubsetOf(known);
  }

  @TestFactory
  Stream<DynamicTest> packageUsesOnlyLowerLevels() {
    return LEVELS.stream().flatMap(List::stream).map(this::usesOnlyLowerLevels);
  }

  private DynamicTest usesOnlyLowerLevels(String name) {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(tree(name))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(notBelow(name)).and(not(resideInAnyPackage(tree(name)))))
            .because("level n may use any lower level, never its own or a higher one")
            .allowEmptyShould(true);
    return DynamicTest.dynamicTest(tree(name), () -> rule.check(CLASSES));
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("a cycle of packages can only be read, tested and changed as one")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void engineNeedsNoWindow() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javafx..", "com.sun.javafx..", "java.awt..", "javax.swing..")
        .because("the engine runs on servers, in batch jobs and in tests without a display")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage(tree("cli"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .because("a library returns values and diagnostics; who called it decides what is printed")
        .check(CLASSES);
  }

  @Test
  void onlyRoutingSeesTheGraphLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage(tree("routing"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jgrapht..")
        .because("its null paths and mutable graphs are wrapped in one place")
        .check(CLASSES);
  }

  /// Everything at the level of the package and above.
  private static String[] notBelow(String name) {
    List<String> packages = new ArrayList<>();
    for (List<String> level : LEVELS.reversed()) {
      level.stream().map(ArchitectureTest::tree).forEach(packages::add);
      if (level.contains(name)) {
        break;
      }
    }
    return packages.toArray(String[]::new);
  }

  private static String tree(String name) {
    return ROOT + "." + name + "..";
  }

  private static String packageBelowRoot(JavaClass type) {
    String below = type.getPackageName().substring(ROOT.length());
    return below.isEmpty() ? below : below.substring(1).split("\\.", 2)[0];
  }
}
