package io.sluice.gateway.source;

import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.SignatureScheme;
import io.sluice.platform.config.Secret;
import io.sluice.platform.config.Section;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the secrets of a source, and from when until when each is accepted. */
final class SecretsReader {

  /** Stands for the secret of a sender that signs with a certificate, and has none. */
  private static final NamedSecret CERTIFICATE = new NamedSecret("certificate", "");

  private static final String VALIDITY = "validity";

  private SecretsReader() {}

  /** From when until when a secret is accepted. */
  private record Validity(String secret, Instant notBefore, Instant notAfter) {}

  static List<NamedSecret> read(Section section, SignatureScheme scheme) {
    List<Secret> secrets =
        section.secrets(
            "secrets",
            "The secrets, env:NAME or file:PATH; during a rotation the old and the new.");
    Map<String, Validity> validities = validities(section, secrets);
    if (!scheme.needsSecret()) {
      if (section.has("secrets")) {
        section.fault("secrets", "this sender has a certificate and no secret; remove this line");
      }
      return List.of(CERTIFICATE);
    }
    if (secrets.isEmpty()) {
      section.fault("secrets", "no secret, no proof; write [env:NAME] or [file:PATH]");
    }
    return secrets.stream()
        .filter(SecretsReader::wasFound)
        .map(secret -> named(secret, validities.get(secret.name())))
        .toList();
  }

  private static NamedSecret named(Secret secret, @Nullable Validity validity) {
    return validity == null
        ? new NamedSecret(secret.name(), secret.value())
        : new NamedSecret(secret.name(), secret.value(), validity.notBefore(), validity.notAfter());
  }

  private static Map<String, Validity> validities(Section section, List<Secret> secrets) {
    Map<String, Validity> bySecret = new HashMap<>();
    for (Validity validity :
        section.sections(
            VALIDITY, SecretsReader::validity, "From when until when a secret is accepted.")) {
      if (secrets.stream().noneMatch(secret -> secret.name().equals(validity.secret()))) {
        section.fault(VALIDITY, validity.secret() + " is none of the secrets of this source");
      }
      if (bySecret.put(validity.secret(), validity) != null) {
        section.fault(VALIDITY, validity.secret() + " has two of them");
      }
    }
    return bySecret;
  }

  private static Validity validity(Section section) {
    Validity validity =
        new Validity(
            section.text("secret", "The secret as it is written under secrets."),
            time(section, "not_before", Instant.MIN, "From when on, such as 2026-11-23T00:00:00Z."),
            time(section, "not_after", Instant.MAX, "Until when, not included."));
    if (!validity.notBefore().isBefore(validity.notAfter())) {
      section.fault("not_after", "is not after not_before: it would never be accepted");
    }
    return validity;
  }

  private static Instant time(Section section, String key, Instant unless, String doc) {
    return section.optionalText(key, doc).map(text -> time(section, key, text)).orElse(unless);
  }

  private static Instant time(Section section, String key, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      section.fault(key, "write a date and time with an offset, as in 2026-11-23T00:00:00Z");
      return key.equals("not_before") ? Instant.MIN : Instant.MAX;
    }
  }

  /** A reference always has a colon; what stands in for one that is a fault already has none. */
  private static boolean wasFound(Secret secret) {
    return secret.name().indexOf(':') > 0;
  }
}
