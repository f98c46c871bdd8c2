package io.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.RawAnswer;
import io.sluice.testing.RawHttp;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages of a gateway's ops port, as Prometheus and Kubernetes read them. */
public record OpsPage(int port) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  RawAnswer.Response get(String path) {
    try (RawHttp http = RawHttp.connect(port, PATIENCE)) {
      return http.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
          .response();
    }
  }

  public String metrics() {
    return get("/metrics").text();
  }

  /** The value of a metric without labels. */
  public double metric(String name) {
    Matcher line = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(metrics());
    assertThat(line.find()).as(name + " in the metrics").isTrue();
    return Double.parseDouble(line.group(1));
  }
}
