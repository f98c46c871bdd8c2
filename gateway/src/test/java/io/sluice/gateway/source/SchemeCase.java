package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.Circumstances;
import io.sluice.gateway.verify.NamedSecret;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * One genuine request as its provider sent it, and how a source is configured for it: a folder with
 * {@code request.http}, {@code source.yaml} and {@code expect.properties}.
 *
 * @param request as it was recorded
 * @param genuine the same, signed anew by our own signer where that is possible
 */
record SchemeCase(
    String name,
    String yaml,
    Properties expected,
    RawRequest request,
    Source source,
    RawRequest genuine)
    implements Subject {

  private static final Path FOLDER = Path.of("src/test/resources/schemes");

  static Stream<SchemeCase> all() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.sorted().map(SchemeCase::read).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean exists(String name) {
    return Files.isDirectory(FOLDER.resolve(name));
  }

  private static SchemeCase read(Path folder) {
    try {
      Properties expected = new Properties();
      expected.load(new StringReader(Files.readString(folder.resolve("expect.properties"))));
      Instant at = Instant.ofEpochSecond(Long.parseLong(expected.getProperty("at")));
      String yaml = Files.readString(folder.resolve("source.yaml"));
      RawRequest request = request(Files.readAllBytes(folder.resolve("request.http")), at);
      Source source = source(yaml, expected, "[env:SECRET]");
      RawRequest signed =
          signing(source, expected).map(signing -> signing.sign(request, at)).orElse(request);
      return new SchemeCase(
          folder.getFileName().toString(), yaml, expected, request, source, signed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawRequest request(byte[] http, Instant at) {
    int blank = new String(http, ISO_8859_1).indexOf("\n\n");
    List<String> head = new String(http, 0, blank, UTF_8).lines().toList();
    List<String> headers = new ArrayList<>();
    for (String line : head.subList(1, head.size())) {
      headers.addAll(List.of(line.split(": ", 2)));
    }
    String[] start = head.getFirst().split(" ", 3);
    byte[] body = Arrays.copyOfRange(http, blank + 2, http.length);
    return Requests.of(
        start[0], start[1], HeaderLines.of(headers.toArray(String[]::new)), body, at);
  }

  @Override
  public NamedSecret secret() {
    return new NamedSecret("env:SECRET", expected("secret"));
  }

  @Override
  public NamedSecret other() {
    return new NamedSecret("env:OTHER", expected("other"));
  }

  @Override
  public Circumstances at(Instant now) {
    return Circumstances.at(now);
  }

  @Override
  public Optional<Signing> signing() {
    return signing(source, expected);
  }

  String expected(String key) {
    return expected.getProperty(key, "");
  }

  @Override
  public Source strange() {
    return source("[env:OTHER]");
  }

  @Override
  public List<Source> rotating() {
    return List.of(source("[env:SECRET, env:OTHER]"), source("[env:OTHER, env:SECRET]"));
  }

  private Source source(String references) {
    return source(yaml, expected, references);
  }

  private static Source source(String yaml, Properties expected, String references) {
    Map<String, String> environment =
        Map.of("SECRET", expected.getProperty("secret"), "OTHER", expected.getProperty("other"));
    Sources sources = Configs.valid(yaml.replace("[env:SECRET]", references), environment);
    return sources.all().iterator().next();
  }

  /** The sender's side, which for public keys has a key of its own. */
  private static Optional<Signing> signing(Source source, Properties expected) {
    return source
        .signer()
        .or(() ->
            Optional.ofNullable(expected.getProperty("signing"))
                .map(key -> new NamedSecret("private", key))
                .map(key -> source.signatures().signer(key).orThrow()))
        .map(signer -> new Signing(source, signer));
  }

  @Override
  public String toString() {
    return name;
  }
}
