package io.sluice.gateway.intake;

import static io.sluice.gateway.intake.IntakeCases.NOW;
import static io.sluice.gateway.intake.IntakeCases.appended;
import static io.sluice.gateway.intake.IntakeCases.genuine;
import static io.sluice.gateway.intake.IntakeCases.judged;
import static io.sluice.gateway.intake.IntakeCases.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Content;
import io.sluice.gateway.exchange.HeaderLines;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Reply;
import io.sluice.gateway.source.Source;
import io.sluice.gateway.verify.Verdict;
import io.sluice.schemas.HeaderLine;
import io.sluice.schemas.RejectedHook;
import io.sluice.schemas.Rejection;
import io.sluice.schemas.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgementTest {

  private static final String WRONG = "{\"a\":";

  @TempDir private Path folder;

  @Test
  void anInvalidBodyIsTurnedDownQuarantinedOrTagged() {
    assertThat(judged(json("reject"), genuine(WRONG))).isInstanceOf(Judgement.Invalid.class);

    HookRecord quarantined = appended(json("quarantine"), genuine(WRONG)).getFirst();
    assertThat(quarantined.topic()).isEqualTo(Topics.rejected());
    assertThat(quarantined.requestId()).isEqualTo(genuine(WRONG).requestId());
    assertThat(quarantined.notes()).containsOnlyKeys(HookRecord.INVALID);

    HookRecord tagged = appended(json("tag"), genuine(WRONG)).getFirst();
    assertThat(tagged.topic()).isEqualTo("webhooks.shop");
    assertThat(tagged.notes()).containsOnlyKeys(HookRecord.INVALID);
    assertThat(tagged.event().body()).isEqualTo(WRONG.getBytes(UTF_8));

    HookRecord valid = appended(json("tag"), genuine("{}")).getFirst();
    assertThat(valid.notes()).isEmpty();
  }

  @Test
  void aBodyIsCheckedByTheSchemaOfItsType() throws Exception {
    Path schema = Files.writeString(folder.resolve("paid.json"), "{\"required\":[\"sum\"]}");
    Source source =
        source(
            "type: 'header:X-Type', payload: {form: json, schemas: {paid: 'file:" + schema + "'}}");

    assertThat(judged(source, genuine("{}", "X-Type", "paid")))
        .isInstanceOf(Judgement.Invalid.class);
    assertThat(judged(source, genuine("{\"sum\":1}", "X-Type", "paid")))
        .isInstanceOf(Judgement.Append.class);
    assertThat(judged(source, genuine("{}", "X-Type", "other")))
        .isInstanceOf(Judgement.Append.class);
    assertThat(judged(source, genuine(WRONG, "X-Type", "other")))
        .as("of no form at all")
        .isInstanceOf(Judgement.Invalid.class);
  }

  @Test
  void aBodyThatCannotBeDecodedIsInvalid() {
    byte[] body = {1, 2};
    RawRequest request =
        new RawRequest(
            "shop",
            "POST",
            "/in/shop",
            null,
            "https://hooks.example.com/in/shop",
            HeaderLines.of("X-Token", "s3cret"),
            body,
            new Undecodable(),
            NOW,
            "request-1");

    assertThat(judged(source(""), request)).isEqualTo(new Judgement.Invalid("is no gzip"));
  }

  @Test
  void handshakesAndCertificatesAreForOthersToDo() {
    Reply reply = new Reply(200, "text/plain", List.of(), "yes");
    URI url = URI.create("https://provider.example/confirm");

    assertThat(Intake.judge(new Verdict.Handshake(reply, Optional.of(url)), source("")))
        .isEqualTo(new Judgement.Respond(reply, Optional.of(url)));
    assertThat(Intake.judge(new Verdict.Wanting(url), source("")))
        .isEqualTo(new Judgement.Fetch(url));
  }

  @Test
  void ofARefusedRequestAllIsKeptButWhatCarriesSecrets() {
    Source source = secretIn("query:key");
    RawRequest request =
        IntakeCases.request(
            "a=1&key=s3cret&b=2",
            HeaderLines.of("Content-Type", "text/plain", "Cookie", "c", "X-Kept", "yes"),
            "body");
    Rejection why = new Rejection(Rejection.Stage.VERIFY, "bad_signature", null, "token");

    RejectedHook kept = Refusals.of(request, source, why);

    assertThat(kept.id()).isEqualTo("request-1");
    assertThat(kept.source()).isEqualTo("shop");
    assertThat(kept.receivedAt()).isEqualTo(NOW);
    assertThat(kept.method()).isEqualTo("POST");
    assertThat(kept.path()).isEqualTo("/in/shop");
    assertThat(kept.query()).isEqualTo("a=1&b=2");
    assertThat(kept.contentType()).isEqualTo("text/plain");
    assertThat(kept.headers())
        .containsExactly(
            new HeaderLine("Content-Type", "text/plain"), new HeaderLine("X-Kept", "yes"));
    assertThat(kept.rejection()).isEqualTo(why);
    assertThat(kept.body().bytes()).isEqualTo("body".getBytes(UTF_8));
    RawRequest bare = IntakeCases.request("key=s3cret", HeaderLines.of(), "");
    assertThat(Refusals.of(bare, source, why).query()).isNull();
    assertThat(Refusals.of(bare, source, why).contentType()).isNull();
    assertThat(Refusals.of(bare, source(""), why).query()).isEqualTo("key=s3cret");
  }

  @Test
  void aSecretInThePathIsWrittenOver() {
    RawRequest request =
        new RawRequest(
            "shop",
            "POST",
            "/in/shop/s3cret/more",
            "a=1",
            "https://hooks.example.com/in/shop/s3cret/more",
            HeaderLines.of("X-Kept", "yes"),
            new byte[0],
            Content.of(new byte[0]),
            NOW,
            "request-1");

    HookRecord record = appended(secretIn("path:1"), request).getFirst();

    assertThat(record.event().path()).isEqualTo("/in/shop/***/more");
    assertThat(record.event().query()).isEqualTo("a=1");
    assertThat(record.event().headers()).containsExactly(new HeaderLine("X-Kept", "yes"));
  }

  private static Source secretIn(String place) {
    return IntakeCases.configured("{scheme: token, token: '" + place + "', secrets: [env:S]}");
  }

  private static Source json(String onInvalid) {
    return source("payload: {form: json, on_invalid: " + onInvalid + "}");
  }

  /** A body that says it is compressed, and is not. */
  private record Undecodable() implements Content {
    @Override
    public byte[] bytes() {
      return new byte[0];
    }

    @Override
    public @Nullable String fault() {
      return "is no gzip";
    }
  }
}
