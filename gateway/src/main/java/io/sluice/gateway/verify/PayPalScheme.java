package io.sluice.gateway.verify;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Selector;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Webhooks of PayPal, signed by a certificate over a few headers, the id of the webhook and the
 * CRC-32 of the body.
 */
public final class PayPalScheme implements SignatureScheme {

  /** Whom the certificates of PayPal are issued to, live and in the sandbox. */
  static final Set<String> CERTIFICATE_NAMES =
      Set.of("messageverificationcerts.paypal.com", "messageverificationcerts.sandbox.paypal.com");

  /** The only places that certificates are fetched from. */
  private static final Pattern CERTIFICATE_URL =
      Pattern.compile(
          "https://api(?:-m)?(?:\\.sandbox)?\\.paypal\\.com(?::443)?"
              + "/v1/notifications/certs/[A-Za-z0-9_-]{1,128}");

  private static final Pattern WEBHOOK_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private static final String ID = "PAYPAL-TRANSMISSION-ID";
  private static final String TIME = "PAYPAL-TRANSMISSION-TIME";
  private static final String SIGNATURE = "PAYPAL-TRANSMISSION-SIG";
  private static final String ALGORITHM = "PAYPAL-AUTH-ALGO";
  private static final String CERTIFICATE = "PAYPAL-CERT-URL";

  private final String webhookId;
  private final Supplier<Parsed<List<X509Certificate>>> roots;
  private final TimestampRule time;
  private final Template signed;

  /**
   * Webhooks of any age.
   *
   * @param webhookId the id that PayPal gave to the webhook; under an empty one nothing is taken
   * @param roots whose word is believed about certificates; asked once for each prover
   */
  public PayPalScheme(String webhookId, Supplier<Parsed<List<X509Certificate>>> roots) {
    this(
        webhookId,
        roots,
        new TimestampRule(
            new TimestampRule.Place.At(new Selector.Header(TIME)),
            TimestampRule.Format.RFC3339,
            Optional.empty()));
  }

  private PayPalScheme(
      String webhookId, Supplier<Parsed<List<X509Certificate>>> roots, TimestampRule time) {
    this.webhookId = webhookId;
    this.roots = roots;
    this.time = time;
    signed =
        Template.parse(
                "{header:" + ID + "}|{timestamp}|{parameter:webhook_id}|{body|crc32}",
                _ -> webhookId)
            .orThrow();
  }

  @Override
  public boolean needsSecret() {
    return false;
  }

  @Override
  public Parsed<Prover> prover(NamedSecret secret) {
    if (webhookId.isEmpty()) {
      return new Parsed.Good<>((_, _) -> new Proof.Refuted(Refusal.UNMET_DEMAND));
    }
    if (!WEBHOOK_ID.matcher(webhookId).matches()) {
      return new Parsed.Bad<>("webhook_id is no id of a webhook, as in 1JE4291016473214C");
    }
    return switch (roots.get()) {
      case Parsed.Bad<List<X509Certificate>>(String why) ->
          new Parsed.Bad<>("trusted_roots " + why);
      case Parsed.Good<List<X509Certificate>>(List<X509Certificate> trusted) -> {
        TrustedRoots trust = new TrustedRoots(trusted, CERTIFICATE_NAMES);
        yield new Parsed.Good<>((request, now) -> prove(request, trust, now));
      }
    };
  }

  /** Everything that needs no certificate comes first: nothing is fetched for a wrong request. */
  private Proof prove(RawRequest request, TrustedRoots trust, Circumstances circumstances) {
    LoneHeaders headers = new LoneHeaders(request.headers());
    byte[] signature = signature(headers);
    String sentAt = headers.value(TIME);
    String url = headers.value(CERTIFICATE);
    List<byte[]> content = signed.fill(new Filling(request, sentAt, headers, Optional.empty()));
    if (!headers.value(ALGORITHM).equals(Algorithm.RSA_SHA256.jcaName())) {
      headers.note(Refusal.MALFORMED_HEADER);
    }
    if (headers.fault().isPresent()) {
      return new Proof.Refuted(headers.fault().get());
    }
    Proof inTime = time.judge(sentAt, circumstances.now());
    if (inTime instanceof Proof.Refuted) {
      return inTime;
    }
    if (!CERTIFICATE_URL.matcher(url).matches()) {
      return new Proof.Refuted(Refusal.UNTRUSTED_CERTIFICATE);
    }
    return new CertifiedSignature(Algorithm.RSA_SHA256, content, signature)
        .prove(URI.create(url), trust, circumstances);
  }

  private static byte[] signature(LoneHeaders headers) {
    String text = headers.value(SIGNATURE);
    byte[] signature =
        TextEncoding.BASE64.fits(text, Algorithm.VARIES)
            ? TextEncoding.BASE64.decodeStrictly(text)
            : null;
    if (signature == null) {
      headers.note(Refusal.MALFORMED_HEADER);
    }
    return signature == null ? new byte[0] : signature;
  }

  @Override
  public Parsed<Signer> signer(NamedSecret secret) {
    return new Parsed.Bad<>("is none; only PayPal can sign");
  }

  @Override
  public Set<Selector> secretPlaces() {
    return Set.of();
  }

  @Override
  public Parsed<SignatureScheme> withTolerance(Duration tolerance) {
    return new Parsed.Good<>(new PayPalScheme(webhookId, roots, time.withTolerance(tolerance)));
  }

  /** The body counts as covered, as far as PayPal covers it: by its CRC-32. */
  @Override
  public boolean covers(Selector place) {
    return signed.holds(place) || place.equals(new Selector.Header(TIME));
  }

  @Override
  public Explanation explain() {
    return new Explanation(
        List.of(
            "RSA-SHA256 over "
                + signed
                + ", in base64 in header "
                + SIGNATURE
                + "; of the body only its CRC-32 is signed, which can be imitated",
            "the certificate at the URL in header "
                + CERTIFICATE
                + ", which must be a host of PayPal; it leads to a trusted root and was issued to "
                + String.join(" or ", CERTIFICATE_NAMES.stream().sorted().toList())),
        true,
        time.tolerance().isPresent());
  }
}
