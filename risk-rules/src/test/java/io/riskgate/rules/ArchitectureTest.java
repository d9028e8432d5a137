package io.riskgate.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.riskgate.rules");

  @Test
  void droolsStaysInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.riskgate.rules.internal.drools")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.drools..", "org.kie..", "com.github.javaparser..")
        .check(CLASSES);
  }

  @Test
  void whatReadsPacksDoesNotKnowDrools() {
    noClasses()
        .that()
        .resideInAPackage("io.riskgate.rules.internal")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.riskgate.rules.internal.drools")
        .check(CLASSES);
  }
}
