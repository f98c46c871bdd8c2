package io.sluice.gateway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.verify.NamedSecret;
import io.sluice.gateway.verify.SignedScheme;
import io.sluice.gateway.verify.SignedWay;
import io.sluice.gateway.verify.Signer;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * One genuine request as its provider sent it, and how a source is configured for it: a folder with
 * {@code request.http}, {@code source.yaml} and {@code expect.properties}.
 */
record SchemeCase(String name, String yaml, Properties expected, RawRequest request) {

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
      return new SchemeCase(
          folder.getFileName().toString(),
          Files.readString(folder.resolve("source.yaml")),
          expected,
          request(Files.readAllBytes(folder.resolve("request.http")), at));
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

  /** The time at which the recorded request is to be judged. */
  Instant at() {
    return request.receivedAt();
  }

  String expected(String key) {
    return expected.getProperty(key, "");
  }

  /** The source with the recorded secret. */
  Source source() {
    return source("[env:SECRET]");
  }

  /** The source with these references as its secrets. */
  Source source(String references) {
    Map<String, String> environment =
        Map.of("SECRET", expected("secret"), "OTHER", expected("other"));
    Sources sources = Configs.valid(yaml.replace("[env:SECRET]", references), environment);
    return sources.all().iterator().next();
  }

  /** The sender's side, which for public keys has a key of its own. */
  Signer signer() {
    Source source = source();
    if (source.signer().isPresent()) {
      return source.signer().get();
    }
    return source.signatures().signer(new NamedSecret("private", expected("signing"))).orThrow();
  }

  /** The headers that the scheme itself puts into a request with this body. */
  HeaderLines proof(Instant time, byte[] body) {
    String messageId = expected("id").isEmpty() ? "m-1" : expected("id");
    return signer().sign(Requests.withBody(request, body), messageId, time);
  }

  /** A request signed by our own signer at this time. */
  RawRequest signed(Instant time) {
    return Requests.withHeadersOf(request, proof(time, request.body()));
  }

  /** The headers that the scheme puts into the recorded request, by name. */
  Map<String, String> proofLines() {
    Map<String, String> lines = new LinkedHashMap<>();
    proof(at(), request.body()).forEach(lines::put);
    return lines;
  }

  /** The recorded request without its proof. */
  RawRequest bare() {
    RawRequest bare = request;
    for (String name : proofLines().keySet()) {
      bare = Requests.withHeader(bare, name);
    }
    return bare;
  }

  /** The descriptions of its signatures; none where it has a token or a password. */
  List<SignedWay> ways() {
    return source().signatures() instanceof SignedScheme(List<SignedWay> ways) ? ways : List.of();
  }

  @Override
  public String toString() {
    return name;
  }
}
