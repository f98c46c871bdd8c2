package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told about sources that cannot be read, and what never is. */
class SourceFaultsTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("A", "secret-a", "B", "secret-b", "BLANK", " ", "PUBLIC", "whpk_AAEC");

  @Test
  void anUnknownSchemeIsOneShortFaultWithTheNearest() {
    assertThat(faults("scheme: githup, secrets: [env:A]"))
        .containsExactly(
            "sluice.yaml:1:15 sources.s.scheme: want one of the "
                + (Providers.NAMES.size() + Providers.openSchemes().size())
                + " that `sluice providers` lists; found `githup`; did you mean `github`?");
    assertThat(faults("scheme: nothing-like-it, secrets: [env:A]"))
        .singleElement()
        .asString()
        .endsWith("that `sluice providers` lists; found `nothing-like-it`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          secrets: [env:A]                                          ; s.scheme: is missing
          scheme: github                                            ; no secret, no proof
          scheme: github, secrets: []                               ; no secret, no proof
          scheme: github, secrets: [env:BLANK]                      ; env:BLANK is empty
          scheme: github, secrets: [env:NOT_SET]                    ; env:NOT_SET is not set
          scheme: svix, secrets: [env:PUBLIC]                       ; is no Ed25519
          scheme: svix, secrets: [env:A]                            ; env:A is not base64
          scheme: basic, secrets: [env:A]                           ; env:A has no colon
          scheme: github, variant: sha1, secrets: [env:A]           ; `sha1`; known: legacy-sha1
          scheme: stripe, variant: v0, secrets: [env:A]             ; stripe has no variants
          scheme: github, tolerance: 5m, secrets: [env:A]           ; signs no time
          scheme: github, header: X, secrets: [env:A]               ; unknown key `header`
          scheme: github, handshakes: [], secrets: [env:A]          ; unknown key `handshakes`
          scheme: github, answer: 201, secrets: [env:A]             ; write 200, 202 or 204
          scheme: github, body_max: 9MiB, secrets: [env:A]          ; s.body_max
          scheme: github, ack_deadline: 10ms, secrets: [env:A]      ; s.ack_deadline
          scheme: github, topic: a/b, secrets: [env:A]              ; only letters
          scheme: github, topic: webhooks.rejected, secrets: [env:A]; serves another purpose
          scheme: github, type: X-Event, secrets: [env:A]           ; write header:Name
          scheme: github, id: "{body:/a}{b}", secrets: [env:A]      ; {b} is not known
          scheme: okta, id: header:Authorization, secrets: [env:A]  ; s.id: a signature or a token
          scheme: aws-sns, secrets: [env:A]                         ; a certificate and no secret
          """)
  void saysWhatIsWrongWithASource(String source, String help) {
    assertTold(source, help);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          age_checked: false, tolerance: 5m              ; so that no tolerance counts
          age_checked: false, tolerance_ahead: 5m        ; so that no tolerance counts
          signed: "{where}"                              ; {where} is not known; write {body},
          signed: "{body|rot13}"                         ; |rot13 is not known; write |lower
          signed: "{body"                                ; an opening brace has no closing one
          signed: "[{body}"                              ; an opening bracket has no closing one
          signed: "[a[{body}]]"                          ; brackets stand within brackets
          signed: "{body}}x"                             ; a closing } has no opening one
          signed: "{parameter:key}"                      ; there is no parameter key
          signed: "x"                                    ; so anybody could repeat it
          signed: "{body|hmac}"                          ; |hmac is for answers to handshakes
          signed: "{timestamp}{body}"                    ; where it stands
          timestamp: header:T                            ; timestamp is not signed
          timestamp_format: minutes                      ; s.timestamp_format: want one of
          encoding: utf8                                 ; s.encoding
          layout: items                                  ; s.item: is missing
          layout: list, separator: ", "                  ; s.separator: write one character
          secret_encoding: hex                           ; env:A is not hex
          algorithm: md5                                 ; s.algorithm
          each: items                                    ; a JSON pointer starts with a slash
          requires: {at: header:X, equals: a, matches: b}; write equals or matches, not both
          requires: {at: header:X, matches: "("}         ; is no regular expression
          requires: {at: somewhere}                      ; is not a place in a request
          handshakes: {method: POST}                     ; every event would be taken
          handshakes: {method: PATCH}                    ; want one of `POST`, `GET`
          handshakes: {method: GET, reply: "{"}          ; an opening brace
          """)
  void saysWhatIsWrongWithADescription(String keys, String help) {
    assertTold("scheme: hmac, signature: header:S, secrets: [env:A], " + keys, help);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          scheme: hmac                                          ; s.signature: is missing
          scheme: hmac, signature: "header:a b"                 ; is not a header name
          scheme: hmac, signature: "header:a b{n}"              ; is not a header name
          scheme: ed25519, signature: header:S, secret_encoding: hex ; env:A is not hex
          scheme: ecdsa, signature: header:S, curve: p521       ; s.curve: want one of `p256`
          scheme: token                                         ; s.token: is missing
          scheme: token, token: X-Token                         ; is not a place in a request
          """)
  void saysWhatIsWrongWithWhereAProofStands(String source, String help) {
    assertTold(source + ", secrets: [env:A]", help);
  }

  @Test
  void aPlaceThatIsMissingIsOneFault() {
    assertThat(faults("scheme: hmac, secrets: [env:A]")).hasSize(1);
    assertThat(faults("scheme: token, secrets: [env:A]")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          hmac  ; header: X-Sig              ; s.header           ; signature: header:Name
          hmac  ; timestamp_header: X-Time   ; s.timestamp_header ; timestamp: header:Name
          rsa   ; timestamp_item: t          ; s.timestamp_item   ; timestamp: item:name
          ecdsa ; timestamp_unit: millis     ; s.timestamp_unit   ; timestamp_format
          token ; header: X-Token            ; s.header           ; token: header:Name
          """)
  void aRetiredKeySaysItsNewName(String scheme, String key, String path, String instead) {
    assertTold(
        "scheme: " + scheme + ", secrets: [env:A], " + key,
        path + ": is no longer used; use `" + instead + "` instead");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          github; {a: b}                    ; github wants no parameters; remove `a`
          pusher; {kye: app, key: app}      ; there is no parameter `kye`; known: key
          pusher; {}                        ; `key` is missing: the key of the app
          pusher; {key: " "}                ; `key` is empty
          pusher; {key: env:NOT_SET}        ; s.parameters.key: env:NOT_SET is not set
          websub; {verify_token: env:B}     ; `topic` is missing
          meta  ; {verify_token: env:BLANK} ; `verify_token` is empty
          meta  ; {verify_token: env:NOT_SET}; s.parameters.verify_token: env:NOT_SET is not set
          """)
  void saysWhatIsWrongWithParameters(String scheme, String parameters, String help) {
    assertTold("scheme: " + scheme + ", secrets: [env:A], parameters: " + parameters, help);
  }

  @Test
  void aSecretParameterIsGivenByReferenceAndNeverRepeated() {
    assertThat(
            faults("scheme: meta, secrets: [env:A], parameters: {verify_token: hunter2, x: env:B}"))
        .anySatisfy(fault ->
            assertThat(fault).contains("s.parameters.verify_token: secrets are given by reference"))
        .noneSatisfy(fault -> assertThat(fault).contains("hunter2"))
        .noneSatisfy(fault -> assertThat(fault).contains("secret-b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hooks.example.com/in/s",
        "ftp://hooks.example.com/in/s",
        "https://",
        "https://hooks.example.com/in/s?token=1",
        "https://hooks.example.com/in/s#top",
        "https://hooks.example.com/in/ s",
        "\"\""
      })
  void refusesAPublicUrlThatNobodyCanCall(String url) {
    assertTold(
        "scheme: square, secrets: [env:A], public_url: '" + url + "'",
        "s.public_url: write scheme, host and path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[FETCH]", "[post]", "[POST, OPTIONS]", "[HEAD]", "''"})
  void refusesMethodsThatEventsDoNotComeBy(String methods) {
    assertTold(
        "scheme: github, secrets: [env:A], methods: " + methods,
        "s.methods: write some of GET, POST, PUT, PATCH and DELETE");
  }

  @Test
  void anAnswerHas1024CharactersAtMost() {
    String source = "scheme: github, secrets: [env:A], answer_body: ";

    assertThat(faults(source + "a".repeat(1024))).isEmpty();
    assertTold(source + "a".repeat(1025), "s.answer_body: is longer than 1024 characters");
  }

  @Test
  void keepsTheTopicOfTheRejectsFree() {
    assertThat(
            Configs.faults("sources: {rejected: {scheme: github, secrets: [env:A]}}", ENVIRONMENT))
        .singleElement()
        .asString()
        .contains("'rejected'");
  }

  private static void assertTold(String source, String help) {
    List<String> faults = faults(source);
    assertThat(faults).anySatisfy(fault -> assertThat(fault).contains(help));
    assertThat(faults).noneSatisfy(fault -> assertThat(fault).contains("secret-a"));
  }

  private static List<String> faults(String source) {
    return Configs.faults("sources: {s: {" + source + "}}", ENVIRONMENT);
  }
}
