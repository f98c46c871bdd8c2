package io.sluice.standalone;

import io.sluice.gateway.exchange.Content;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.verify.Signer;
import io.sluice.platform.log.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a webhook, signed as the source's provider would sign it. */
@Command(
    name = "send",
    description = "Send a sample webhook, genuinely signed with the source's own secret.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Samples: github push, issues, ping; stripe payment; slack message, url_verification;",
      "shopify order; standardwebhooks contact. Any source: --body FILE."
    })
final class SendCommand implements Runnable {

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Mixin
  private Target target;

  @SuppressWarnings("NullAway.Init") // set by picocli before run
  @Parameters(index = "0", paramLabel = "SOURCE", description = "A configured source.")
  private String sourceName;

  @Parameters(index = "1", arity = "0..1", paramLabel = "SAMPLE", description = "What to send.")
  private @Nullable String sampleName;

  @Option(names = "--body", paramLabel = "FILE", description = "Send this body instead.")
  private @Nullable Path body;

  @Option(
      names = {"-n", "--count"},
      description = "How many, one after the other. Default: ${DEFAULT-VALUE}",
      defaultValue = "1")
  private int count;

  @Option(names = "--url", description = "The gateway, such as http://localhost:8080.")
  private @Nullable String url;

  private final InstantSource clock = InstantSource.system();

  @Override
  public void run() {
    Source source = target.source(sourceName);
    URI uri = URI.create((url == null ? target.gatewayUrl() : url) + "/in/" + source.name());
    try (Logging _ = CommandLogs.tool();
        HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      for (int i = 0; i < count; i++) {
        print(send(client, uri, source));
      }
    } catch (IOException e) {
      throw new CommandFailed(
          CommandFailed.FAILED,
          "nothing answers at " + uri + ": is `sluice dev` or `sluice gateway` running?");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> send(HttpClient client, URI uri, Source source)
      throws IOException, InterruptedException {
    Instant now = clock.instant();
    Sample sample = sample(source, now);
    Signer signer = source.signer().orElseThrow(() -> cannotSign(source));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(sample.body()));
    for (int i = 0; i < sample.headers().size(); i += 2) {
      request.header(sample.headers().get(i), sample.headers().get(i + 1));
    }
    signer
        .sign(unsigned(source, uri, sample, now), "msg_" + UUID.randomUUID(), now)
        .forEach(request::header);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static RawRequest unsigned(Source source, URI uri, Sample sample, Instant now) {
    return new RawRequest(
        source.name(),
        "POST",
        uri.getRawPath(),
        uri.getRawQuery(),
        source.publicUrl().orElse(uri.toString()),
        HeaderLines.of(sample.headers().toArray(String[]::new)),
        sample.body(),
        Content.of(sample.body()),
        now,
        "");
  }

  private static CommandFailed cannotSign(Source source) {
    return new CommandFailed(
        CommandFailed.FAILED,
        "the secrets of " + source.name() + " can check signatures but not make them");
  }

  private Sample sample(Source source, Instant now) throws IOException {
    if (body != null) {
      return new Sample(List.of("Content-Type", "application/json"), Files.readAllBytes(body));
    }
    List<String> names = Sample.names(source.scheme());
    String wanted = sampleName == null && !names.isEmpty() ? names.getFirst() : sampleName;
    if (wanted == null || !names.contains(wanted)) {
      throw new CommandFailed(
          CommandFailed.FAILED,
          names.isEmpty()
              ? "there are no samples for scheme " + source.scheme() + ": use --body FILE"
              : source.name() + " has the samples " + String.join(", ", names));
    }
    return Sample.load(source.scheme(), wanted, UUID.randomUUID(), now);
  }

  private void print(HttpResponse<String> answer) {
    PrintWriter out = spec.commandLine().getOut();
    String event = answer.headers().firstValue("sluice-event-id").orElse("");
    String ack = answer.headers().firstValue("sluice-ack").map(a -> " stored in " + a).orElse("");
    out.println((answer.statusCode() + ack + "  " + event).strip());
    if (!answer.body().isEmpty()) {
      out.println(answer.body().strip());
    }
    out.flush();
    if (answer.statusCode() >= 300) {
      throw new CommandFailed(CommandFailed.FAILED, "the gateway did not take it");
    }
  }
}
