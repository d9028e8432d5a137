package io.riskgate.intel;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What may depend on what in the module of intelligence. */
class ArchitectureTest {
  private static final String INTEL = "io.riskgate.intel";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(INTEL);

  @Test
  @DisplayName("the classes are found")
  void found() {
    assertThat(CLASSES.size()).isGreaterThan(20);
  }

  @Test
  @DisplayName("it needs Java, slf4j, MaxMind's reader and the core's API, not its inside")
  void dependencies() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.slf4j",
                "org.jspecify.annotations",
                "com.maxmind.db",
                "io.riskgate.core",
                "io.riskgate.core.spi",
                INTEL + ".."))
        .check(CLASSES);
  }

  @Test
  @DisplayName("MaxMind's reader stays in one class and the records that it makes")
  void reader() {
    noClasses()
        .that()
        .resideOutsideOfPackage(INTEL + ".internal")
        .and()
        .doNotHaveSimpleName("MaxMindDatabase")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.maxmind.db")
        .check(CLASSES);
  }

  @Test
  @DisplayName("nothing asks the system for the time but the builder's default, nor a name server")
  void timeAndNames() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(IntelligenceFiles.Builder.class)
        .should()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
    noClasses()
        .should()
        .callMethod(InetAddress.class, "getByName", String.class)
        .orShould()
        .callMethod(InetAddress.class, "getAllByName", String.class)
        .check(CLASSES);
  }

  @Test
  @DisplayName("nothing static can change, and nothing is printed")
  void manners() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
    noClasses().should().accessField(System.class, "out").check(CLASSES);
    noClasses().should().accessField(System.class, "err").check(CLASSES);
    noClasses().should().callMethod(Throwable.class, "printStackTrace").check(CLASSES);
  }
}
