package io.sluice.gateway.outbound;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches over HTTPS; follows no redirects, waits no longer and reads no more than its limits. */
public final class HttpsTransport implements Transport, AutoCloseable {

  private static final Duration TIME_MAX = Duration.ofSeconds(5);
  private static final int BODY_BYTES_MAX = 64 * 1024;

  private final String scheme;
  private final Duration timeMax;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;

  /** With the limits that suit certificates and confirmations. */
  public HttpsTransport() {
    this("https", TIME_MAX);
  }

  /** With another scheme and limit, for tests. */
  HttpsTransport(String scheme, Duration timeMax) {
    this.scheme = scheme;
    this.timeMax = timeMax;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeMax)
            .executor(threads)
            .build();
  }

  /** The time limit is for the whole answer, not only for its head. */
  @Override
  @SuppressWarnings("Interruption") // Only an interrupting cancel makes the client hang up.
  public Answer get(URI url) {
    if (!scheme.equals(url.getScheme())) {
      return new Answer.Failed();
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            HttpRequest.newBuilder(url).header("User-Agent", "sluice").build(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
    try {
      HttpResponse<byte[]> response = answer.get(timeMax.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer.Got(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      return new Answer.Failed(); // unreachable, no TLS, or more than the limit
    }
    return new Answer.Failed();
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
    client.close();
    threads.close();
  }
}
