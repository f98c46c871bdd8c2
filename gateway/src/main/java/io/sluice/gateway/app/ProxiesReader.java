package io.sluice.gateway.app;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.limits.CidrSet;
import io.sluice.gateway.limits.TrustedProxies;
import io.sluice.platform.config.Section;
import java.util.List;

/** Reads whose word counts on where a request comes from. */
final class ProxiesReader {

  private ProxiesReader() {}

  static TrustedProxies read(Section section) {
    List<String> trusted =
        section.texts(
            "trusted",
            List.of(),
            "Their addresses as CIDR blocks. What others say of where a request comes from, and of"
                + " the URL that was called, is not looked at.");
    CidrSet addresses =
        switch (CidrSet.parse(trusted)) {
          case Parsed.Good<CidrSet>(CidrSet good) -> good;
          case Parsed.Bad<CidrSet>(String why) -> {
            section.fault("trusted", why);
            yield CidrSet.EMPTY;
          }
        };
    return new TrustedProxies(
        addresses,
        section.choice(
            "headers",
            TrustedProxies.Headers.X_FORWARDED,
            "Where they say it: in X-Forwarded-For, -Proto, -Host and -Port, or in Forwarded."
                + " forwarded-first is safe only behind proxies that tend both."));
  }
}
