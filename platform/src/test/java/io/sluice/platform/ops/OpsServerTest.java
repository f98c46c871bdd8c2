package io.sluice.platform.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.platform.metrics.Metric;
import io.sluice.platform.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OpsServerTest {

  private final Vertx vertx = Vertx.vertx();
  private final Metrics metrics = new Metrics();
  private final Readiness readiness = new Readiness();
  private final Readiness.Gate kafka = readiness.gate("kafka");
  private final AtomicInteger orders = new AtomicInteger();
  private final OpsServer server =
      new OpsServer(
          vertx, "127.0.0.1", 0, readiness, metrics, Map.of("/reload", orders::incrementAndGet));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void start() throws Exception {
    await(server.start());
  }

  @AfterEach
  void stop() throws Exception {
    await(server.stop());
    await(vertx.close());
    metrics.close();
    client.close();
  }

  private static void await(Future<Void> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(10))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String type(HttpResponse<String> response) {
    return response.headers().firstValue("content-type").orElse("");
  }

  @Test
  void livesWhileItIsNotReady() throws Exception {
    HttpResponse<String> live = ask("GET", "/livez");
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).isEqualTo("{\"live\":true}");
    HttpResponse<String> ready = ask("GET", "/readyz");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(type(ready)).isEqualTo("application/json");
    assertThat(ready.body()).isEqualTo("{\"ready\":false,\"closed\":{\"kafka\":\"starting\"}}");
  }

  @Test
  void isReadyWhenTheGatesAreOpen() throws Exception {
    kafka.open();
    HttpResponse<String> ready = ask("GET", "/readyz");
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).isEqualTo("{\"ready\":true}");
  }

  @Test
  void servesTheMetrics() throws Exception {
    metrics.counter(Metric.HTTP_REJECTED, "malformed").increment(3);
    HttpResponse<String> scraped = ask("GET", "/metrics");
    assertThat(scraped.statusCode()).isEqualTo(200);
    assertThat(type(scraped)).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(scraped.body())
        .contains("sluice_http_rejected_total{reason=\"malformed\"} 3.0\n")
        .contains("sluice_build_info{version=\"" + Version.current().version() + "\"} 1.0\n");
  }

  @Test
  void tellsItsVersion() throws Exception {
    HttpResponse<String> version = ask("GET", "/version");
    assertThat(version.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(version.body()).fieldNames())
        .containsExactly("version", "commit", "java");
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    HttpResponse<String> head = ask("HEAD", "/livez");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-length")).contains("13");
    assertThat(ask("HEAD", "/readyz").statusCode()).isEqualTo(503);
    assertThat(ask("GET", "/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesOtherPathsAndMethods() throws Exception {
    assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/metrics/").statusCode()).isEqualTo(404);
    assertThat(ask("POST", "/nothing").statusCode()).isEqualTo(404);
    HttpResponse<String> post = ask("POST", "/livez");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("allow")).contains("GET, HEAD");
    assertThat(ask("DELETE", "/metrics").statusCode()).isEqualTo(405);
  }

  @Test
  void takesAnOrderByPostAlone() throws Exception {
    assertThat(ask("POST", "/reload").statusCode()).isEqualTo(202);
    assertThat(orders).hasValue(1);
    HttpResponse<String> get = ask("GET", "/reload");
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("allow")).contains("POST");
    assertThat(orders).hasValue(1);
  }

  @Test
  void ignoresTheQuery() throws Exception {
    assertThat(ask("GET", "/livez?verbose").statusCode()).isEqualTo(200);
  }
}
