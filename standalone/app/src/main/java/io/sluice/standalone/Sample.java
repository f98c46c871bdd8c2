package io.sluice.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A webhook as a provider sends it, without its signature: header lines, an empty line, the body.
 * In a sample, <code>{{uuid}}</code>, <code>{{id}}</code>, <code>{{now}}</code> and <code>
 * {{seconds}}
 * </code> stand for a fresh id and the time of sending, so that each one sent is an event of its
 * own.
 *
 * @param headers names and values in turn
 * @param body the exact bytes
 */
record Sample(List<String> headers, byte[] body) {

  /** The samples of a provider, by name. */
  static List<String> names(String provider) {
    return switch (provider) {
      case "github" -> List.of("push", "issues", "ping");
      case "stripe" -> List.of("payment");
      case "slack" -> List.of("message", "url_verification");
      case "shopify" -> List.of("order");
      case "standardwebhooks" -> List.of("contact");
      default -> List.of();
    };
  }

  /** One sample, made fresh. */
  static Sample load(String provider, String name, UUID id, Instant now) {
    String resource = "/samples/" + provider + "/" + name + ".http";
    try (InputStream in = Sample.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("sample " + resource + " is not packed");
      }
      return parse(fill(new String(in.readAllBytes(), StandardCharsets.UTF_8), id, now));
    } catch (IOException e) {
      throw new IllegalStateException("sample " + resource + " cannot be read", e);
    }
  }

  private static String fill(String text, UUID id, Instant now) {
    return text.replace("{{uuid}}", id.toString())
        .replace("{{id}}", id.toString().replace("-", "").substring(0, 24))
        .replace("{{now}}", now.truncatedTo(ChronoUnit.SECONDS).toString())
        .replace("{{seconds}}", Long.toString(now.getEpochSecond()));
  }

  private static Sample parse(String text) {
    int end = text.indexOf("\n\n");
    List<String> headers = new ArrayList<>();
    for (String line : text.substring(0, end).split("\n", -1)) {
      int colon = line.indexOf(':');
      headers.add(line.substring(0, colon));
      headers.add(line.substring(colon + 1).strip());
    }
    return new Sample(headers, text.substring(end + 2).strip().getBytes(StandardCharsets.UTF_8));
  }
}
