package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.JsonMembers.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {

  @Test
  void readsTheOutermostMembers() {
    JsonMembers members =
        JsonMembers.parse(
                "{\"a\": \"x\", \"b\": 1.50, \"c\": {\"d\": [1]}, \"e\": null}".getBytes(UTF_8))
            .orThrow();

    assertThat(members.byName())
        .containsEntry("a", new Member.Text("x"))
        .containsEntry("b", new Member.Numeric("1.50"))
        .containsEntry("c", new Member.Other())
        .containsEntry("e", new Member.Other())
        .hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "{",
        "{\"a\":1",
        "{\"a\":1}{}",
        "{\"a\":1} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\":{\"b\":1,\"b\":2}}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
        "{/**/}"
      })
  void refusesWhatCouldBeUnderstoodInAnotherWay(String json) {
    assertThat(JsonMembers.parse(json.getBytes(UTF_8))).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void refusesOtherEncodingsAndBrokenOnes() {
    assertThat(JsonMembers.parse("{\"a\":1}".getBytes(UTF_16BE))).isInstanceOf(Parsed.Bad.class);
    assertThat(
            JsonMembers.parse(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'}))
        .isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void refusesDepthWithoutAnOverflow() {
    String deep = "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";

    assertThat(JsonMembers.parse(deep.getBytes(UTF_8))).isInstanceOf(Parsed.Bad.class);
  }
}
