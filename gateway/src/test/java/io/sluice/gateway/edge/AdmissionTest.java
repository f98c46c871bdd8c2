package io.sluice.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.edge.Admission.Decision;
import io.sluice.gateway.edge.Admission.Door;
import io.sluice.gateway.edge.Outcome.Why;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.limits.FairShare;
import io.sluice.gateway.limits.TrustedProxies;
import io.sluice.gateway.source.Sources;
import io.sluice.platform.config.ConfigFile;
import io.sluice.platform.config.ConfigResult;
import io.sluice.platform.config.SecretSource;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

  private static final Sources SOURCES = sources();

  @ParameterizedTest
  @ValueSource(strings = {"/in/hub", "/in/hub/", "/in/hub/some/token"})
  void findsTheSourceInThePath(String path) {
    assertThat(decide(Door.OPEN, "POST", path, 100)).isInstanceOf(Decision.Admitted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "", "*", "/in", "/IN/hub", "/hub"})
  void knowsNothingOnAnyOtherPath(String path) {
    assertThat(why(decide(Door.OPEN, "POST", path, 0))).isEqualTo(Why.UNKNOWN_PATH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/in/", "/in/hu", "/in/hubb", "/in//hub", "/in/HUB"})
  void takesRequestsForSourcesThatDoNotExistAsForAnyOther(String path) {
    assertThat(decide(Door.OPEN, "POST", path, 0))
        .isInstanceOfSatisfying(
            Decision.Admitted.class, admitted -> assertThat(admitted.source().isDecoy()).isTrue());
    assertThat(why(decide(Door.OPEN, "GET", path, 0))).isEqualTo(Why.METHOD_NOT_ALLOWED);
  }

  @Test
  void takesNothingButPost() {
    assertThat(why(decide(Door.OPEN, "GET", "/in/hub", 0))).isEqualTo(Why.METHOD_NOT_ALLOWED);
  }

  @Test
  void takesNothingBeforeItIsReadyOrAfterItBeganToStop() {
    assertThat(why(decide(Door.STARTING, "POST", "/in/hub", 0))).isEqualTo(Why.STARTING);
    assertThat(why(decide(Door.STOPPING, "POST", "/in/hub", 0))).isEqualTo(Why.STOPPING);
  }

  @Test
  void takesABodyOfExactlyTheLimitAndNotAByteMore() {
    assertThat(decide(Door.OPEN, "POST", "/in/hub", 1024)).isInstanceOf(Decision.Admitted.class);
    assertThat(why(decide(Door.OPEN, "POST", "/in/hub", 1025))).isEqualTo(Why.BODY_TOO_LARGE);
  }

  @Test
  void takesRequestsAsLongAsItIsOnlyLeaving() {
    assertThat(decide(Door.LEAVING, "POST", "/in/hub", 0)).isInstanceOf(Decision.Admitted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/in/hub", "/in/nobody"})
  void readsNothingThatCouldNotBeStored(String path) {
    assertThat(why(admission(Door.OPEN, StoreState.FULL).decide(head("POST", path, 100))))
        .isEqualTo(Why.NOTHING_STORED);
  }

  @Test
  void ourOwnTroubleIsNotCountedAgainstTheRateOfASource() {
    AtomicReference<StoreState> store = new AtomicReference<>(StoreState.FULL);
    Admission admission = admission(() -> Door.OPEN, store::get);
    for (int i = 0; i < 3; i++) {
      assertThat(why(admission.decide(head("POST", "/in/limited", 10))))
          .isEqualTo(Why.NOTHING_STORED);
    }
    store.set(StoreState.TAKING);
    assertThat(admission.decide(head("POST", "/in/limited", 10)))
        .isInstanceOf(Decision.Admitted.class);
    assertThat(why(admission.decide(head("POST", "/in/limited", 10)))).isEqualTo(Why.RATE_LIMITED);
  }

  private static Decision decide(Door door, String method, @Nullable String path, long announced) {
    return admission(door, StoreState.TAKING).decide(head(method, path, announced));
  }

  private static Admission admission(Door door, StoreState store) {
    return admission(() -> door, () -> store);
  }

  private static Admission admission(Supplier<Door> door, Supplier<StoreState> store) {
    Guards guards = new Guards(new FairShare(1 << 20, 1), () -> 0);
    return new Admission(() -> SOURCES, door, _ -> store.get(), guards, TrustedProxies.NONE);
  }

  private static Head head(String method, @Nullable String path, long announced) {
    return new Head(method, path, HeaderLines.of(), announced, InetAddress.getLoopbackAddress());
  }

  private static Why why(Decision decision) {
    return switch (decision) {
      case Decision.Admitted _ -> throw new AssertionError("was admitted");
      case Decision.Denied(_, Outcome.TurnedAway(Why why, _)) -> why;
    };
  }

  private static Sources sources() {
    String yaml =
        """
        sources:
          hub: {scheme: github, secrets: [env:S], body_max: 1KiB}
          limited: {scheme: github, secrets: [env:S], rate: {requests: 1}}
        """;
    ConfigResult<Sources> result =
        ConfigFile.parse(
            yaml, "test.yaml", Sources::read, SecretSource.of(Map.of("S", "s")::get, Path.of("")));
    return switch (result) {
      case ConfigResult.Valid<Sources>(Sources sources) -> sources;
      case ConfigResult.Faulty<Sources>(List<?> faults) -> throw new AssertionError(faults);
    };
  }
}
