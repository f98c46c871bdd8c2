package io.sluice.system.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which room may know what. Think hard about the layering before changing this file. */
class RoomsTest {

  private static final JavaClasses SLUICE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.sluice");

  @Test
  void onlyTheRimTouchesVertx() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.sluice.gateway.edge",
            "io.sluice.gateway.log",
            "io.sluice.gateway.app",
            "io.sluice.platform.ops")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vertx.core", "io.vertx.core.http..", "io.vertx.core.buffer..", "io.vertx.kafka..")
        .check(SLUICE);
  }

  @Test
  void onlyTheLogAndWhatReadsItTouchesKafka() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.sluice.gateway.log",
            "io.sluice.gateway.app",
            "io.sluice.schemas",
            "io.sluice.embedded",
            "io.sluice.standalone",
            "io.sluice.testing..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(SLUICE);
  }

  @Test
  void provingAndNamingKnowNoMachinery() {
    classes()
        .that()
        .resideInAnyPackage("io.sluice.gateway.exchange", "io.sluice.gateway.verify")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "javax.xml.stream..",
            "javax.security.auth.x500..",
            "org.jspecify..",
            "com.fasterxml.jackson.core..",
            "io.sluice.gateway.exchange",
            "io.sluice.gateway.verify")
        .check(SLUICE);
    classes()
        .that()
        .resideInAPackage("io.sluice.gateway.intake")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "io.sluice.schemas",
            "io.sluice.gateway.exchange",
            "io.sluice.gateway.verify",
            "io.sluice.gateway.source",
            "io.sluice.gateway.payload",
            "io.sluice.gateway.intake")
        .check(SLUICE);
  }

  @Test
  void theJournalKnowsNothingOfWebhooks() {
    classes()
        .that()
        .resideInAPackage("io.sluice.gateway.journal")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "io.sluice.gateway.journal")
        .check(SLUICE);
  }

  @Test
  void jsonIsParsedInTwoRoomsOfTheGateway() {
    noClasses()
        .that()
        .resideInAPackage("io.sluice.gateway..")
        .and()
        .resideOutsideOfPackages("io.sluice.gateway.exchange", "io.sluice.gateway.payload")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .check(SLUICE);
  }

  @Test
  void nobodyReachesIntoTheWiring() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.sluice.gateway.app", "io.sluice.standalone")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sluice.gateway.app")
        .check(SLUICE);
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching("io.sluice.gateway.(*)..").should().beFreeOfCycles().check(SLUICE);
    slices().matching("io.sluice.platform.(*)..").should().beFreeOfCycles().check(SLUICE);
    slices().matching("io.sluice.(*)..").should().beFreeOfCycles().check(SLUICE);
  }

  @Test
  void timeAndChanceAreArguments() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.sluice.gateway.app",
            "io.sluice.platform.time",
            "io.sluice.standalone",
            "io.sluice.testing..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(SLUICE);
  }

  @Test
  void secretsAreComparedInConstantTime() {
    noClasses()
        .that()
        .resideInAPackage("io.sluice.gateway.verify")
        .should()
        .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
        .orShould()
        .callMethod(Arrays.class, "compare", byte[].class, byte[].class)
        .orShould()
        .callMethod(Arrays.class, "mismatch", byte[].class, byte[].class)
        .check(SLUICE);
  }

  @Test
  void nobodyImportsTheInternalsOfLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sluice.embedded")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vertx..impl..",
            "io.vertx..internal..",
            "io.netty..internal..",
            "org.apache.kafka..internals..",
            "kafka..")
        .check(SLUICE);
  }

  @Test
  void outcomesAreSealedRecordsAndEnums() {
    classes().that(areSealed()).should(permitOnlyValues()).check(SLUICE);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses().should().haveNameMatching(".*(Impl|Manager|Utils|Helper)$").check(SLUICE);
  }

  private static DescribedPredicate<JavaClass> areSealed() {
    return DescribedPredicate.describe("are sealed", c -> c.reflect().isSealed());
  }

  private static ArchCondition<JavaClass> permitOnlyValues() {
    return new ArchCondition<>("permit only records, enums and sealed types") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Class<?> permitted : type.reflect().getPermittedSubclasses()) {
          boolean value = permitted.isRecord() || permitted.isEnum() || permitted.isSealed();
          events.add(
              new SimpleConditionEvent(
                  type, value, type.getName() + " permits " + permitted.getName()));
        }
      }
    };
  }
}
