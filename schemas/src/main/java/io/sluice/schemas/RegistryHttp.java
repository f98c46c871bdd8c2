package io.sluice.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Questions to a registry and its answers as JSON, within limits of time and size. */
final class RegistryHttp implements AutoCloseable {

  private static final int ANSWER_BYTES_MAX = 1 << 20;
  private static final int MESSAGE_CHARS_MAX = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final Duration answerTime;
  private final HttpClient client;

  RegistryHttp(URI base, Duration answerTime) {
    this.base = base;
    this.answerTime = answerTime;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(answerTime)
            .build();
  }

  /** What came of one question. */
  sealed interface Exchange permits Answer, SchemaRegistry.Refused, SchemaRegistry.Unreachable {}

  /** A status of success with a JSON body. */
  record Answer(JsonNode json) implements Exchange {}

  /** Asks and waits; the time limit is for the whole answer, not only for its head. */
  @SuppressWarnings("Interruption") // Only an interrupting cancel makes the client hang up.
  Exchange ask(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
    try {
      HttpResponse<byte[]> response = answer.get(answerTime.toMillis(), TimeUnit.MILLISECONDS);
      return understand(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      return unreachable("no whole answer within " + answerTime.toMillis() + " ms");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return unreachable("interrupted while waiting for its answer");
    } catch (ExecutionException e) {
      return unreachable(String.valueOf(e.getCause()));
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private Exchange understand(int status, byte[] body) {
    if (status >= 500 || status == 408 || status == 429) {
      return unreachable("status " + status);
    }
    if (status / 100 != 2) {
      return new SchemaRegistry.Refused(status, message(body));
    }
    try {
      return new Answer(JSON.readTree(body));
    } catch (IOException e) {
      return unreachable("its answer is no JSON");
    }
  }

  /** The registry's own words, fit for a log line. */
  private static String message(byte[] body) {
    try {
      String text = JSON.readTree(body).path("message").asText("");
      String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
      return line.isEmpty()
          ? "without a reason"
          : line.substring(0, Math.min(line.length(), MESSAGE_CHARS_MAX));
    } catch (IOException e) {
      return "without a reason";
    }
  }

  private SchemaRegistry.Unreachable unreachable(String why) {
    return new SchemaRegistry.Unreachable("schema registry " + base + ": " + why);
  }
}
