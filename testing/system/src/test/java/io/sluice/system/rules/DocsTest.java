package io.sluice.system.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.GatewayConfig;
import io.sluice.platform.config.ConfigReference;
import io.sluice.platform.metrics.MetricReference;
import io.sluice.standalone.ProviderTable;
import io.sluice.system.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the documents say is so. The references are made from the code: {@code ./mvnw verify -pl
 * testing/system -am -Dtest=DocsTest -Dsurefire.failIfNoSpecifiedTests=false -Dsluice.writeDocs}
 * writes them anew.
 */
class DocsTest {

  private static final Path DOCS = ProjectFolder.ROOT.resolve("docs");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?://|#)([^)#]+)");
  private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)`");

  @Test
  void theConfigurationReferenceIsWhatTheCodeReads() throws IOException {
    ConfigReference reference = ConfigReference.of(GatewayConfig::read);
    isCurrent(
        "configuration.md",
        """
        # Configuration

        Every key of `sluice.yaml`. `sluice config check` reads a file as the gateway would; editors
        can use [sluice.schema.json](sluice.schema.json). How sources are described:
        [sources.md](sources.md). Sizes are written `64KiB` or `1MB`, durations `250ms`, `2s`, `5m`,
        secrets `env:NAME` or `file:PATH`.

        """
            + reference.markdown());
    isCurrent("sluice.schema.json", reference.jsonSchema());
  }

  @Test
  void theMetricsReferenceIsTheTableOfMeters() throws IOException {
    isCurrent(
        "metrics.md",
        """
        # Metrics

        What `/metrics` on the ops port shows, besides memory, garbage collection, threads and CPU
        of the process.

        """
            + MetricReference.markdown());
  }

  @Test
  void theProvidersAreThoseThatTheCommandLists() throws IOException {
    isCurrent(
        "providers.md",
        """
        # Providers

        What each provider's proof covers. `sluice providers show NAME` says the same of one in
        words, with where its secret is found and the lines for `sluice.yaml`. How sources are
        configured: [sources.md](sources.md).

        - **body signed**: whether a change of the body is noticed. A checksum finds accidents only.
        - **URL signed**: whether a request is good for its URL only. These want `public_url`.
        - **event id signed**: whether only the provider can say what repetitions are told by.
        - **age checked**: whether a captured request is refused later on. Otherwise it is stopped
          by its id alone; where a time is signed, `tolerance` sets an age.
        - **handshake**: the HTTP methods of questions that the gateway answers by itself.
        - **parameters**: what else a source must say, or may say where a question mark follows.

        """
            + ProviderTable.markdown());
  }

  @Test
  void everyTestThatTheReadmeNamesIsThere() throws IOException {
    String readme = Files.readString(ProjectFolder.ROOT.resolve("README.md"));
    List<String> missing = new ArrayList<>();
    Matcher named = NAMED_TEST.matcher(readme);
    int found = 0;
    while (named.find()) {
      found++;
      String file = named.group(1) + ".java";
      try (Stream<Path> files = Files.walk(ProjectFolder.ROOT)) {
        if (files.noneMatch(f -> f.endsWith(file))) {
          missing.add(file);
        }
      }
    }
    assertThat(found).isPositive();
    assertThat(missing).isEmpty();
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        if (!Files.exists(page.resolveSibling(link.group(1)))) {
          broken.add(page + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ProjectFolder.ROOT.resolve("README.md")));
    try (Stream<Path> files = Files.walk(DOCS)) {
      files.filter(f -> f.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }

  private static void isCurrent(String name, String wanted) throws IOException {
    Path page = DOCS.resolve(name);
    String text = wanted.strip() + "\n";
    if (System.getProperty("sluice.writeDocs") != null) {
      Files.writeString(page, text);
    }
    assertThat(page).as("write it anew with -Dsluice.writeDocs").exists().content().isEqualTo(text);
  }
}
