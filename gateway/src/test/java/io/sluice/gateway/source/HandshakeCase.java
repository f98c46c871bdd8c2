package io.sluice.gateway.source;

import io.sluice.gateway.verify.Handshake;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One handshake of the entry of a provider. */
record HandshakeCase(ProviderCase subject, Handshake handshake, int number) {

  static Stream<HandshakeCase> all() {
    List<HandshakeCase> cases = new ArrayList<>();
    ProviderCase.all()
        .filter(subject -> Providers.NAMES.contains(subject.provider()))
        .forEach(subject -> {
          List<Handshake> handshakes = subject.entry().handshakes();
          for (int i = 0; i < handshakes.size(); i++) {
            cases.add(new HandshakeCase(subject, handshakes.get(i), i + 1));
          }
        });
    return cases.stream();
  }

  @Override
  public String toString() {
    return subject + " handshake " + number;
  }
}
