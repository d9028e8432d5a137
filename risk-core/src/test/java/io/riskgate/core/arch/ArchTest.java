package io.riskgate.core.arch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.riskgate.core.RiskEngine;
import java.time.Clock;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What may depend on what in the core, and a few habits that the compiler cannot enforce. */
class ArchTest {
  private static final String CORE = "io.riskgate.core";
  private static final String FACTS = CORE + ".facts..";
  private static final String PACK = CORE + ".pack..";
  private static final String SPI = CORE + ".spi..";
  private static final String MEMORY = CORE + ".memory..";
  private static final String LOGS = CORE + ".log..";
  private static final String INTERNAL = CORE + ".internal..";
  private static final String[] API = {CORE, FACTS, PACK, SPI, MEMORY, LOGS};

  /** Geography is counted in floating point; money never is. */
  private static final Set<String> PLACES =
      Set.of("latitude", "longitude", "lastLatitude", "lastLongitude", "location", "setLastPlace");

  /** Arrays that are written once, in a class's initializer, and are handed to nobody. */
  private static final Set<String> TABLES =
      Set.of(
          "Letters.BITS",
          "Letters.CHARS",
          "Letters.CODES",
          "Letters.PER_LONG",
          "KeyRecord.WIDTHS",
          "KeyRecord.NOTHING", // empty
          "Owners.NOTHING_USED"); // empty

  private static final JavaClasses CORE_CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(CORE);

  @Test
  @DisplayName("the classes are found")
  void found() {
    assertThat(CORE_CLASSES.size()).isGreaterThan(90);
  }

  private static void check(ArchRule rule) {
    rule.check(CORE_CLASSES);
  }

  @Test
  @DisplayName("the core needs Java, slf4j and nothing else when it runs")
  void dependencies() {
    check(
        classes()
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.slf4j",
                    "org.jspecify.annotations",
                    CORE + "..")));
  }

  @Test
  @DisplayName("what packs, rules and stores see knows neither the engine nor the store behind it")
  void arrows() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(FACTS, PACK, SPI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MEMORY, LOGS, INTERNAL));
    check(
        noClasses()
            .that()
            .resideInAPackage(INTERNAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MEMORY, LOGS));
  }

  @Test
  @DisplayName("the API builds on the engine and the store in few places")
  void whereTheApiTouchesTheInside() {
    // The builder puts them together, and a decision asks for its JSON form.
    Set<String> allowed = Set.of("RiskEngine$Builder", "Decision");
    check(
        noClasses()
            .that(
                DescribedPredicate.describe(
                    "are in the API and not " + allowed,
                    c ->
                        c.getPackageName().equals(CORE)
                            && !allowed.contains(
                                c.getName().substring(c.getName().lastIndexOf('.') + 1))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MEMORY, LOGS, INTERNAL));
  }

  @Test
  @DisplayName("no internal type appears in a signature that users see")
  void signatures() {
    check(
        classes()
            .that(resideInAnyPackage(API))
            .should(
                memberwise(
                    "expose no internal type",
                    member ->
                        isVisible(member)
                            && typesOf(member).stream().anyMatch(resideInAPackage(INTERNAL)))));
    check(
        classes()
            .that()
            .resideInAPackage(MEMORY)
            .and()
            .haveSimpleNameNotStartingWith("InMemory")
            .and()
            .areTopLevelClasses()
            .should()
            .notBePublic());
  }

  private static boolean isVisible(JavaMember member) {
    return isVisible(member.getModifiers()) && isVisible(member.getOwner());
  }

  private static boolean isVisible(JavaClass type) {
    return isVisible(type.getModifiers())
        && type.getEnclosingClass().map(ArchTest::isVisible).orElse(true);
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static Set<JavaClass> typesOf(JavaMember member) {
    Set<JavaType> types = new LinkedHashSet<>();
    if (member instanceof JavaField field) {
      types.add(field.getType());
    } else if (member instanceof JavaCodeUnit code) {
      types.add(code.getReturnType());
      types.addAll(code.getParameterTypes());
    }
    Set<JavaClass> raw = new LinkedHashSet<>();
    types.forEach(type -> raw.addAll(type.getAllInvolvedRawTypes()));
    return raw;
  }

  @Test
  @DisplayName("T-1: nothing but the builder's default asks the system for the time")
  void time() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Date")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Calendar"));
    check(
        noClasses()
            .that(not(equivalentTo(RiskEngine.Builder.class)))
            .should()
            .callMethodWhere(
                DescribedPredicate.describe("the wall clock is asked", ArchTest::asksForTheTime)));
  }

  private static boolean asksForTheTime(JavaMethodCall call) {
    CodeUnitCallTarget target = call.getTarget();
    String name = target.getName();
    JavaClass owner = target.getOwner();
    return (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
        || (owner.getPackageName().equals("java.time") && name.equals("now"))
        || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"))
        || (owner.isEquivalentTo(Clock.class) && name.startsWith("tick"))
        || (owner.isEquivalentTo(InstantSource.class) && name.equals("system"));
  }

  @Test
  @DisplayName("M-1: no floating point but for places and distances")
  void money() {
    Set<Class<?>> floating = Set.of(double.class, float.class, Double.class, Float.class);
    check(
        classes()
            .that()
            .doNotHaveSimpleName("GreatCircle")
            .should(
                memberwise(
                    "use floating point for places alone",
                    member ->
                        typesOf(member).stream()
                                .anyMatch(t -> floating.stream().anyMatch(t::isEquivalentTo))
                            && !PLACES.contains(member.getName())
                            && !member.getOwner().getSimpleName().equals("Degrees"))));
  }

  @Test
  @DisplayName("nothing static can change")
  void statics() {
    Set<Class<?>> immutable =
        Set.of(
            String.class,
            Set.class,
            List.class,
            java.time.Duration.class,
            java.time.Instant.class,
            java.lang.invoke.VarHandle.class);
    check(fields().that().areStatic().should().beFinal());
    check(
        classes()
            .should(
                memberwise(
                    "have static fields of immutable types alone",
                    member ->
                        member instanceof JavaField field
                            && field.getModifiers().contains(JavaModifier.STATIC)
                            && !field.getName().startsWith("$")
                            && !TABLES.contains(
                                field.getOwner().getSimpleName() + "." + field.getName())
                            && !isImmutable(field.getRawType(), immutable))));
  }

  private static boolean isImmutable(JavaClass type, Set<Class<?>> immutable) {
    return type.isPrimitive()
        || type.isEnum()
        || type.isRecord()
        || type.isEquivalentTo(Logger.class)
        || immutable.stream().anyMatch(type::isEquivalentTo)
        || (type.isInterface() && type.getPackageName().startsWith(CORE)); // NONE and the like
  }

  @Test
  @DisplayName("loggers are private, static and final")
  void loggers() {
    check(
        fields()
            .that()
            .haveRawType(Logger.class)
            .should()
            .bePrivate()
            .andShould()
            .beStatic()
            .andShould()
            .beFinal()
            .andShould()
            .haveName("LOG"));
  }

  @Test
  @DisplayName("nothing is printed, and no process is ended")
  void manners() {
    check(noClasses().should().accessField(System.class, "out"));
    check(noClasses().should().accessField(System.class, "err"));
    check(noClasses().should().callMethod(System.class, "exit", int.class));
    check(noClasses().should().callMethod(Throwable.class, "printStackTrace"));
  }

  private interface Offence {
    boolean isIn(JavaMember member);
  }

  /** A condition on every member of a class. */
  private static ArchCondition<JavaClass> memberwise(String what, Offence offence) {
    return new ArchCondition<>(what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaMember member : type.getMembers()) {
          if (offence.isIn(member)) {
            events.add(SimpleConditionEvent.violated(member, "not so: " + member.getFullName()));
          }
        }
      }
    };
  }
}
