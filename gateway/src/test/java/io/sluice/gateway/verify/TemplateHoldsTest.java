package io.sluice.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.ListPlace;
import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.exchange.RawRequest;
import io.sluice.gateway.exchange.Requests;
import io.sluice.gateway.exchange.Selector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateHoldsTest {

  @ParameterizedTest
  @CsvSource({
    "{header:A}, header:a, true",
    "{header:A}, header:B, false",
    "{header:A|lower}, header:A, true",
    "'[{header:A}]', header:A, true",
    "{listed_headers:L}, header:B, false",
    "{body}, header:A, false",
    "{query:a}, query:a, true",
    "{query:a}, query:b, false",
    "{url}, query:b, true",
    "{query}, query:b, true",
    "{hubspot_url}, query:b, true",
    "{plivo_url}, query:b, true",
    "{path}, query:b, false",
    "{url_base}, query:b, false",
    "{url}, path:1, true",
    "{path}, path:1, true",
    "{url_base}, path:1, true",
    "{hubspot_url}, path:1, true",
    "{query}, path:1, false",
    "{method}, path:1, false",
    "{body}, form:a, true",
    "{form:a}, form:a, true",
    "{form:a}, form:b, false",
    "{sorted_form}, form:b, true",
    "{plivo_url}, form:b, true",
    "{url}, form:b, false",
    "{body}, body:/a, true",
    "{body|sha256}, body:/a, true",
    "{body:/a}, body:/a, true",
    "{body:/a}, body:/b, false",
    "{url}, body:/a, false",
    "{body}, multipart:a, true",
    "{body}, xml:/a, true",
    "{body}, member-besides:a, true",
    "{sorted_form}, xml:/a, false",
    "{header:A}, header:A#base64, true",
    "{header:A}, header:B#base64, false",
    "{form:a#/b}, form:a#/b, true",
    "{form:a#/b}, form:a#/c, false",
    "{form:a#/b}, form:a, false"
  })
  void knowsWhetherAPlaceIsSigned(String template, String place, boolean held) {
    assertThat(template(template).holds(Selector.parse(place).orThrow())).isEqualTo(held);
  }

  @Test
  void knowsWhetherItSignsAnAnswer() {
    assertThat(template("{body|sha256|hmac}").holdsHmac()).isTrue();
    assertThat(template("[{header:A|hmac}]").holdsHmac()).isTrue();
    assertThat(template("{body|sha256}{header:A}").holdsHmac()).isFalse();
  }

  @Test
  void findsATextOnlyWhereNothingOfItIsMissing() {
    RawRequest request = Requests.post("{\"a\":\"1\"}", "H", "h", "Empty", "");

    assertThat(template("{body:/a}-{header:H}").find(request)).isEqualTo("1-h");
    assertThat(template("{body:/b}-{header:H}").find(request)).isNull();
    assertThat(template("{body:/a}-{header:G}").find(request)).isNull();
    assertThat(template("x[-{body:/b}]").find(request)).isEqualTo("x");
    assertThat(template("x[-{body:/a}]").find(request)).isEqualTo("x-1");
    assertThat(template("{timestamp}").find(request)).isNull();
    assertThat(template("{query}").find(request)).isNull();
    assertThat(template("{body|sha1|hex}").find(Requests.post(""))).isNull();
    assertThat(template("{body|hex}").find(Requests.post("a"))).isEqualTo("61");
    assertThat(template("{listed_headers:L}").find(request)).isNull();
    assertThat(
            template("{listed_headers:L}")
                .find(Requests.post("", "L", "B, a,", "a", "1", "B", "2")))
        .isEqualTo("B:2;a:1");
  }

  @Test
  void isCoveredWhereAllItsPlacesAre() {
    SignatureScheme scheme = signing("{header:A}{body:/a}");

    assertThat(template("x{header:A}").isCoveredBy(scheme)).isTrue();
    assertThat(template("x{header:B}").isCoveredBy(scheme)).isFalse();
    assertThat(template("[{body:/a|lower}]").isCoveredBy(scheme)).isTrue();
    assertThat(template("[{body:/b|lower}]").isCoveredBy(scheme)).isFalse();
    assertThat(template("{body}").isCoveredBy(scheme)).isFalse();
    assertThat(template("{method}").isCoveredBy(scheme)).isFalse();
    assertThat(template("{timestamp}").isCoveredBy(scheme)).isFalse();
    assertThat(template("{listed_headers:A}").isCoveredBy(scheme)).isFalse();
    assertThat(template("x").isCoveredBy(scheme)).isTrue();
  }

  @Test
  void looksFromAnElementOfAListWhereItLooksIntoOne() {
    ListPlace list = ListPlace.parse("/l").orThrow();

    assertThat(
            template("{body:/l/*/a}-{header:H}")
                .within(list)
                .orElseThrow()
                .find(Requests.post("{\"a\":\"1\"}", "H", "h")))
        .isEqualTo("1-h");
    assertThat(template("{body:/l/*/a}-{body:/b}").within(list)).isEmpty();
    assertThat(template("{body:/l/*/a}[{xml:/b}]").within(list)).isEmpty();
    assertThat(template("{body:/l/*/a}{form:b|upper}").within(list)).isEmpty();
    assertThat(template("{header:H}").within(list)).isEmpty();
  }

  @Test
  void looksFromAnElementWithAllOfItsPieces() {
    RawRequest element = Requests.post("{\"a\":\"x\"}", "H", "h");
    Template template =
        template("{form:l#/*/a|upper}[-{form:l#/*/a}][-{form:l#/*/b}]{header:H}")
            .within(ListPlace.parse("form:l").orThrow())
            .orElseThrow();

    assertThat(template.find(element)).isEqualTo("X-xh");
  }

  @Test
  void isTheSameWhereItWasWrittenTheSameAndLooksAtTheSamePlaces() {
    ListPlace list = ListPlace.parse("/l").orThrow();
    Template template = template("{body:/l/*/a}");

    assertThat(template).isEqualTo(template("{body:/l/*/a}"));
    assertThat(template).hasSameHashCodeAs(template("{body:/l/*/a}"));
    assertThat(template).isNotEqualTo(template("{body:/l/*/b}"));
    assertThat(template).isNotEqualTo(template.within(list).orElseThrow());
    assertThat(template).isNotEqualTo("{body:/l/*/a}");
    assertThat(template.hashCode()).isNotZero();
  }

  @Test
  void looksIntoOneElementWithAllOfItsPieces() {
    RawRequest request = Requests.post("[{\"a\":\"x\"},{\"a\":\"y\"}]");

    assertThat(
            template("v{body:/*/a}[{body:/*/a|hex}]{body:/*/a|upper}").atElement(1).find(request))
        .isEqualTo("vy79Y");
  }

  @Test
  void knowsWhetherItLooksIntoAList() {
    assertThat(template("x{body:/*/a}").isInList()).isTrue();
    assertThat(template("[{body:/l/*/a|hex}]").isInList()).isTrue();
    assertThat(template("x{body:/a}{header:H}").isInList()).isFalse();
  }

  @Test
  void doublesStandForThemselvesAndParametersForTheirValues() {
    Template template =
        Template.parse("{{a}}[[b]]{parameter:p}", name -> name.equals("p") ? "v" : null).orThrow();

    assertThat(template.find(Requests.post(""))).isEqualTo("{a}[b]v");
    assertThat(Template.parse("{:x}"))
        .isInstanceOfSatisfying(
            Parsed.Bad.class, bad -> assertThat(bad.why()).contains("is not a place"));
  }

  private static SignatureScheme signing(String template) {
    KeyRule key =
        new KeyRule(Algorithm.HMAC_SHA256, TextEncoding.UTF8, "", false, KeyRule.Hash.NONE);
    return new SignedScheme(
        List.of(
            new SignedWay(
                key,
                new SignaturePlace.InHeader("S", false),
                new Layout.Whole(""),
                TextEncoding.HEX,
                template(template),
                Optional.empty(),
                List.of(),
                Optional.empty())));
  }

  private static Template template(String text) {
    return Template.parse(text).orThrow();
  }
}
