package io.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.gateway.verify.Template;
import io.sluice.platform.config.ConfigReference;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nothing that a source may say is missing from the page about sources. */
class SourcesPageTest {

  @Test
  void everyKeyOfASourceIsOnThePage() {
    String prefix = "sources.<name>.";
    List<String> keys =
        ConfigReference.of(Sources::read).rows().stream()
            .map(ConfigReference.Row::path)
            .filter(path -> path.startsWith(prefix))
            .map(path -> path.substring(prefix.length()))
            .toList();

    assertThat(keys)
        .hasSizeGreaterThan(50)
        .allSatisfy(key -> assertThat(SourcesPage.TEXT).contains(shown(key)));
  }

  /** Keys within keys stand in tables of their own, a few of them in the text. */
  private static String shown(String key) {
    int dot = key.lastIndexOf('.');
    return dot < 0 ? "| `" + key + "` |" : "`" + key.substring(dot + 1) + "`";
  }

  @Test
  void everySchemeIsOnAPage() {
    String providers = SourcesPage.read("providers.md");

    assertThat(Providers.NAMES).allSatisfy(n -> assertThat(providers).contains("| `" + n + "` |"));
    assertThat(Providers.openSchemes())
        .contains("hmac", "basic")
        .allSatisfy(word -> assertThat(SourcesPage.TEXT).contains("| `" + word + "` |"));
  }

  @Test
  void everyFilterIsOnThePage() {
    String known =
        switch (Template.parse("{body|none}")) {
          case Parsed.Good<Template> _ -> "";
          case Parsed.Bad<Template>(String why) -> why;
        };
    List<String> filters =
        Pattern.compile("\\|([a-z0-9]+)")
            .matcher(known)
            .results()
            .map((MatchResult found) -> found.group(1))
            .filter(filter -> !filter.equals("none"))
            .toList();

    assertThat(filters)
        .contains("sha256", "hmac")
        .allSatisfy(filter -> assertThat(SourcesPage.TEXT).contains("`" + filter + "`"));
  }
}
