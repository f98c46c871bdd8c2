package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The providers that Sluice knows: one line here, one file each in {@code /providers}. */
public final class Providers {

  /** Their names, in the order in which they are shown. */
  public static final List<String> NAMES =
      List.of(
          "adyen",
          "auth0",
          "aws-sns",
          "azure-eventgrid",
          "bitbucket",
          "box",
          "braintree",
          "calendly",
          "cloudevents",
          "coinbase-commerce",
          "contentful",
          "discord",
          "docusign",
          "dropbox",
          "dropbox-sign",
          "github",
          "gitlab",
          "http-basic",
          "hubspot",
          "intercom",
          "line",
          "linear",
          "livekit",
          "mailgun",
          "mandrill",
          "mercadopago",
          "messagebird",
          "meta",
          "microsoft-graph",
          "mollie",
          "okta",
          "paddle",
          "paypal",
          "plivo",
          "pusher",
          "razorpay",
          "sendgrid",
          "sentry",
          "shared-token",
          "shopify",
          "slack",
          "square",
          "standardwebhooks",
          "stripe",
          "svix",
          "telegram",
          "twilio",
          "twitch",
          "typeform",
          "websub",
          "woocommerce",
          "workos",
          "xero",
          "zendesk",
          "zoom");

  private final Map<String, Provider> read = new HashMap<>();

  /** The schemes that a source describes by itself, such as {@code hmac}. */
  public static List<String> openSchemes() {
    return Stream.of(SchemeKind.values())
        .filter(SchemeKind::isOpen)
        .map(SchemeKind::word)
        .filter(word -> !NAMES.contains(word))
        .toList();
  }

  /** A provider as it is without anything that a source says to it. */
  public Provider get(String name) {
    return read.computeIfAbsent(name, _ -> bound(name, Parameters.NONE));
  }

  /**
   * A provider that knows the parameters of a source. Those that it wants and is not given read as
   * empty. A fault in its file is a bug of this program.
   */
  Provider bound(String name, Parameters parameters) {
    String file = "/providers/" + name + ".yaml";
    SecretSource noSecrets = SecretSource.of(variable -> null, Path.of(""));
    ConfigResult<Provider> result =
        ConfigFile.parse(
            text(file), file, root -> ProviderReader.read(name, root, parameters), noSecrets);
    return switch (result) {
      case ConfigResult.Valid<Provider>(Provider provider) -> provider;
      case ConfigResult.Faulty<Provider>(var faults) ->
          throw new IllegalStateException("a provider file is wrong: " + faults);
    };
  }

  private static String text(String file) {
    try (InputStream in = Providers.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from this program");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
