package io.sluice.system.rules;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How texts and bytes are compared where requests are proved. */
class ConstantTimeTest {

  private static final String ROOM = "io.sluice.gateway.verify";

  private static final JavaClasses VERIFY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOM);

  /** Comparisons that end at the first difference, by class. */
  private static final Map<String, Set<String>> EARLY =
      Map.of(
          "java.lang.String",
          Set.of(
              "equals",
              "equalsIgnoreCase",
              "contentEquals",
              "compareTo",
              "compareToIgnoreCase",
              "regionMatches"),
          "java.lang.Object",
          Set.of("equals"),
          "java.lang.CharSequence",
          Set.of("compare"),
          "java.util.Arrays",
          Set.of("equals", "deepEquals", "compare", "compareUnsigned", "mismatch"),
          "java.util.Objects",
          Set.of("equals", "deepEquals", "compare"),
          "java.util.List",
          Set.of("equals", "contains"),
          "java.util.Collection",
          Set.of("contains"),
          "java.nio.ByteBuffer",
          Set.of("equals", "compareTo", "mismatch"));

  /** Comparisons that hold no secret, by class and method, each with the reason. */
  private static final Map<String, String> HARMLESS =
      Map.ofEntries(
          entry("AwsSnsScheme#covers", "names of members, when the configuration is read"),
          entry("AwsSnsScheme#prove", "the ARN of a topic, which every message shows"),
          entry("Canonical#of", "words of a template"),
          entry("ComponentValues#derived", "a switch over names of components"),
          entry("ComponentValues#queryParam", "names of parameters"),
          entry("ComponentValues.PublicUrlParts#of", "the scheme of a URL"),
          entry("FieldParser#value", "the sign of a truth value"),
          entry("Filter#of", "words of a template"),
          entry("Handshake#concerns", "the HTTP method"),
          entry("JwtAlgorithm#of", "names of algorithms"),
          entry("JwtScheme#prove", "names of algorithms"),
          entry("KeyRule#sharesKeysWith", "two descriptions of keys"),
          entry("MessageAlgorithm#of", "names of algorithms"),
          entry("MessageComponent#covers", "names of components"),
          entry("MessageComponent#isKnown", "names of components"),
          entry("MessageKey#fits", "the id and the algorithm of a key, which a signature tells"),
          entry("MessageRules#concern", "the label of a signature"),
          entry("MessageRules#coverAny", "names of components, when the configuration is read"),
          entry("MessageRules#coverField", "names of components, when the configuration is read"),
          entry(
              "MessageRules#coverQueryParam",
              "names of components, when the configuration is read"),
          entry("MessageSignature#isOfItsType", "names of parameters"),
          entry(
              "MessageSigner#parameters",
              "a switch over names of parameters, on the sender's side"),
          entry("MessageSigner#sign", "names of components, on the sender's side"),
          entry("PayPalScheme#prove", "the name of the algorithm"),
          entry("Rfc9421Scheme#explain", "names of parameters, for operators"),
          entry("SnsMessage.Members#algorithm", "the version of a signature"),
          entry("SnsMessage.Members#content", "names of members"),
          entry("SnsMessage.Members#signed", "a switch over types of messages"),
          entry("Template#equals", "two templates, when the configuration is read"),
          entry("Template#holds", "names of headers, when the configuration is read"),
          entry("Template#holdsHmac", "filters, when the configuration is read"),
          entry("Template#isForm", "words of a template, when the configuration is read"),
          entry("Template#within", "pieces of a template, when the configuration is read"),
          entry("TemplateText#named", "words of a template"),
          entry(
              "TextEncoding#decodeStrictly",
              "a stranger's text and the usual spelling of the same bytes"),
          entry("TrustedRoots#namesOf", "the kinds of names in a certificate"),
          entry("TrustedRoots.Believed#holds", "certificates, which are public"));

  @Test
  void secretsAreComparedInConstantTime() {
    Set<String> comparing = new TreeSet<>();
    VERIFY.forEach(type ->
        accesses(type)
            .filter(ConstantTimeTest::endsEarly)
            .forEach(access -> comparing.add(name(access.getOrigin()))));

    assertThat(comparing)
        .as(
            "Secrets, tokens and signatures are compared with MessageDigest.isEqual. Where"
                + " something is compared that is none of these, add it to HARMLESS and say what.")
        .isEqualTo(new TreeSet<>(HARMLESS.keySet()));
  }

  private static Stream<? extends JavaAccess<?>> accesses(JavaClass type) {
    return type.getAccessesFromSelf().stream();
  }

  private static boolean endsEarly(JavaAccess<?> access) {
    Set<String> methods = EARLY.get(access.getTargetOwner().getName());
    return methods != null && methods.contains(access.getName());
  }

  private static String name(JavaCodeUnit unit) {
    String type = unit.getOwner().getName().substring(ROOM.length() + 1);
    return type.replace('$', '.') + "#" + unit.getName();
  }

  /** Whatever checks a signature ends there, and so does every scheme as a whole. */
  @Test
  void whateverProvesComparesInConstantTime() {
    assertThat(proving("CheckingKey", "accepts")).isNotEmpty().allMatch(reaches("accepts"));
    assertThat(proving("Prover", "prove")).isNotEmpty().allMatch(reaches("prove"));
    assertThat(proving("SignatureScheme", "prover")).isNotEmpty().allMatch(reaches("prover"));
  }

  private static List<JavaClass> proving(String kind, String method) {
    return VERIFY.stream()
        .filter(type -> !type.isInterface() && type.isAssignableTo(ROOM + "." + kind))
        .filter(type -> !named(type, method).isEmpty())
        .toList();
  }

  private static Predicate<JavaClass> reaches(String method) {
    return type -> reachesComparison(type, method);
  }

  private static boolean reachesComparison(JavaClass type, String method) {
    Deque<JavaCodeUnit> ahead = new ArrayDeque<>(named(type, method));
    Set<JavaCodeUnit> seen = new HashSet<>(ahead);
    while (!ahead.isEmpty()) {
      JavaCodeUnit unit = ahead.remove();
      for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
        if (isConstantTime(access)) {
          return true;
        }
        targets(access).filter(seen::add).forEach(ahead::add);
      }
    }
    return false;
  }

  private static List<JavaCodeUnit> named(JavaClass type, String method) {
    return type.getCodeUnits().stream().filter(u -> u.getName().equals(method)).toList();
  }

  private static boolean isConstantTime(JavaAccess<?> access) {
    String call = access.getTargetOwner().getName() + "#" + access.getName();
    return call.equals("java.security.MessageDigest#isEqual")
        || call.equals("java.security.Signature#verify");
  }

  /** The methods of the room that may be meant; of what is made, all. */
  private static Stream<JavaCodeUnit> targets(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    if (access.getName().equals("<init>") && VERIFY.contain(owner.getName())) {
      return owner.getCodeUnits().stream();
    }
    return owner.getPackageName().equals(ROOM) && VERIFY.contain(owner.getName())
        ? Stream.concat(Stream.of(owner), owner.getAllSubclasses().stream())
            .flatMap(type -> named(type, access.getName()).stream())
        : Stream.of();
  }
}
