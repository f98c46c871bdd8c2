package io.sluice.gateway.outbound;

import static io.sluice.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.verify.Certificates.Lookup;
import io.sluice.gateway.verify.TestCertificates;
import io.sluice.gateway.verify.TestCertificates.Facts;
import io.sluice.testing.VirtualClock;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CertificateStoreTest {

  private static final URI URL = URI.create("https://sns.eu-west-1.amazonaws.com/a.pem");
  private static final X509Certificate CERTIFICATE =
      TestCertificates.selfSigned(Facts.of("CN=a").until("2026-09-23T00:00:00Z")).certificate();
  private static final String PEM = TestCertificates.pem(CERTIFICATE);
  private static final Lookup KNOWN = new Lookup.Known(List.of(CERTIFICATE));
  private static final Lookup NOT_YET = new Lookup.NotYet();
  private static final Duration SOON = Duration.ofSeconds(20);

  private final VirtualClock clock = VirtualClock.at("2026-09-21T14:00:00Z");
  private final ScriptedTransport transport = new ScriptedTransport();
  private final List<String> reported = new CopyOnWriteArrayList<>();
  private final CertificateStore store =
      new CertificateStore(transport, clock, (host, ok) -> reported.add(host + " " + ok));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void knowsWhatItHasFetched() {
    transport.then(200, PEM);

    assertThat(store.find(URL)).isEqualTo(NOT_YET);
    fetch(URL);

    assertThat(store.find(URL)).isEqualTo(KNOWN);
    assertThat(reported).containsExactly("sns.eu-west-1.amazonaws.com true");
  }

  @Test
  void fetchesNothingThatItKnows() {
    transport.then(200, PEM);
    fetch(URL);
    fetch(URL);

    assertThat(transport.called()).containsExactly(URL);
  }

  @Test
  void remembersACertificateForADayAtMost() {
    transport.then(200, PEM);
    fetch(URL);

    clock.advance(Duration.ofHours(24).minusMillis(1));
    assertThat(store.find(URL)).isEqualTo(KNOWN);
    clock.advance(Duration.ofMillis(1));
    assertThat(store.find(URL)).isEqualTo(NOT_YET);
  }

  @Test
  void remembersACertificateUntilItExpiresAndAnExpiredOneShortly() {
    clock.set(CERTIFICATE.getNotAfter().toInstant().minusSeconds(60));
    transport.then(200, PEM).then(200, PEM);
    fetch(URL);

    clock.advance(Duration.ofSeconds(60));
    assertThat(store.find(URL)).isEqualTo(NOT_YET);
    fetch(URL);
    assertThat(store.find(URL)).isEqualTo(KNOWN);
    clock.advance(Duration.ofMinutes(5));
    assertThat(store.find(URL)).isEqualTo(NOT_YET);
  }

  @Test
  void remembersForFiveMinutesThatThereIsNone() {
    transport.then(404, "nothing here");
    fetch(URL);

    assertThat(store.find(URL)).isEqualTo(new Lookup.Absent());
    clock.advance(Duration.ofMinutes(5));
    assertThat(store.find(URL)).isEqualTo(NOT_YET);
  }

  @Test
  void afterAFailureFetchesNothingForTenSeconds() {
    transport.thenFail().then(503, "").then(200, "no PEM").then(200, PEM.repeat(11)).then(200, PEM);
    for (int failures = 1; failures <= 4; failures++) {
      fetch(URL);
      fetch(URL);
      assertThat(store.find(URL)).isEqualTo(NOT_YET);
      assertThat(transport.called()).hasSize(failures);
      clock.advance(Duration.ofSeconds(10));
    }
    fetch(URL);

    assertThat(store.find(URL)).isEqualTo(KNOWN);
    assertThat(reported).filteredOn(line -> line.endsWith("false")).hasSize(4);
  }

  @Test
  void whatWasKnownHoldsWhileItCannotBeFetchedAgain() {
    transport.then(200, PEM).thenFail().then(404, "");
    fetch(URL);
    clock.advance(Duration.ofHours(24));

    fetch(URL);
    assertThat(store.find(URL)).isEqualTo(KNOWN);
    clock.advance(Duration.ofSeconds(10));
    assertThat(store.find(URL)).isEqualTo(NOT_YET);
    fetch(URL);
    assertThat(store.find(URL)).isEqualTo(new Lookup.Absent());
  }

  @Test
  void oneFetchTellsAllWhoWaitForIt() throws InterruptedException {
    transport.hold().then(200, PEM);
    CountDownLatch told = new CountDownLatch(5);
    for (int i = 0; i < 5; i++) {
      store.fetch(URL, told::countDown);
    }
    assertThat(told.getCount()).isEqualTo(5);

    transport.release(1);

    assertThat(told.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(transport.called()).containsExactly(URL);
  }

  @Test
  void oneWhoFailsKeepsNobodyElseFromBeingTold() throws InterruptedException {
    transport.hold().then(200, PEM);
    CountDownLatch told = new CountDownLatch(1);
    store.fetch(
        URL,
        () -> {
          throw new IllegalStateException("a fault of one who waits");
        });
    store.fetch(URL, told::countDown);

    transport.release(1);

    assertThat(told.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void fetchesEightAtOnceAndTurnsAwayWhatIsTooMuch() {
    transport.hold();
    AtomicInteger told = new AtomicInteger();
    for (int i = 0; i < CertificateStore.UNDERWAY_MAX; i++) {
      store.fetch(url(i), told::incrementAndGet);
    }
    eventually(SOON, () -> assertThat(transport.called()).hasSize(CertificateStore.FETCHES_MAX));
    assertThat(told).hasValue(0);

    store.fetch(URL, told::incrementAndGet);
    assertThat(told).hasValue(1);
    assertThat(store.find(URL)).isEqualTo(NOT_YET);

    transport.release(CertificateStore.UNDERWAY_MAX);
    eventually(SOON, () -> assertThat(told).hasValue(CertificateStore.UNDERWAY_MAX + 1));
  }

  @Test
  void turnsAwayThoseWhoAreTooManyForOneUrl() {
    transport.hold();
    AtomicInteger told = new AtomicInteger();
    for (int i = 0; i < CertificateStore.WAITING_MAX; i++) {
      store.fetch(URL, told::incrementAndGet);
    }
    assertThat(told).hasValue(0);

    store.fetch(URL, told::incrementAndGet);

    assertThat(told).hasValue(1);
  }

  @Test
  void strangersCannotPushOutACertificateWithUrlsThatTheyMakeUp() {
    transport.then(200, PEM);
    fetch(URL);
    for (int i = 0; i <= CertificateStore.URLS_MAX; i++) {
      transport.then(404, "");
      fetch(url(i));
    }

    assertThat(store.find(URL)).isEqualTo(KNOWN);
    assertThat(store.find(url(0))).isEqualTo(NOT_YET);
    assertThat(store.find(url(CertificateStore.URLS_MAX))).isEqualTo(new Lookup.Absent());
  }

  @Test
  void theOldestOfTooManyCertificatesIsForgotten() {
    for (int i = 0; i <= CertificateStore.URLS_MAX; i++) {
      transport.then(200, PEM);
      fetch(url(i));
    }

    assertThat(store.find(url(0))).isEqualTo(NOT_YET);
    assertThat(store.find(url(1))).isEqualTo(KNOWN);
  }

  @Test
  void theEndTellsAllWhoWaitAndThoseWhoComeLater() {
    transport.hold();
    AtomicInteger told = new AtomicInteger();
    for (int i = 0; i < 2 * CertificateStore.FETCHES_MAX; i++) {
      store.fetch(url(i), told::incrementAndGet);
    }

    store.close();
    store.fetch(URL, told::incrementAndGet);

    eventually(SOON, () -> assertThat(told).hasValue(2 * CertificateStore.FETCHES_MAX + 1));
    assertThat(store.find(URL)).isEqualTo(NOT_YET);
  }

  private void fetch(URI url) {
    CountDownLatch told = new CountDownLatch(1);
    store.fetch(url, told::countDown);
    eventually(SOON, () -> assertThat(told.getCount()).isZero());
  }

  private static URI url(int number) {
    return URI.create("https://sns.eu-west-1.amazonaws.com/" + number + ".pem");
  }
}
