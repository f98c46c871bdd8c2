package io.sluice.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

@Timeout(30)
class LoggingTest {

  private static final Logger LOG = LoggerFactory.getLogger("io.sluice.gateway.Edge");
  private static final LogSettings JSON = LogSettings.of(LogFormat.JSON);
  private static final LogSettings TEXT = LogSettings.of(LogFormat.TEXT);

  private static List<String> logged(LogSettings settings, Runnable writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Logging logging = Logging.start(settings, out)) {
      writing.run();
      assertThat(logging.dropped().getAsLong()).isZero();
    }
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
    return text.lines().toList();
  }

  private static JsonObject json(Runnable writing) {
    List<String> lines = logged(JSON, writing);
    assertThat(lines).hasSize(1);
    return new JsonObject(lines.getFirst());
  }

  private static String text(Runnable writing) {
    List<String> lines = logged(TEXT, writing);
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  @Test
  void writesAWideEventAsOneFlatObject() {
    JsonObject line =
        json(() ->
            LOG.atInfo()
                .addKeyValue("source", "github")
                .addKeyValue("bytes", 2048)
                .addKeyValue("micros", 17L)
                .addKeyValue("ratio", 0.5)
                .addKeyValue("odd", Double.NaN)
                .addKeyValue("duplicate", false)
                .addKeyValue("id", (Object) null)
                .addKeyValue("outcome", Level.WARN)
                .log("hook.received"));
    assertThat(String.join(" ", line.fieldNames()))
        .isEqualTo(
            "time level logger thread message source bytes micros ratio odd duplicate id outcome");
    assertThat(line.getString("time"))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(Instant.parse(line.getString("time"))).isAfter(Instant.EPOCH);
    assertThat(line.getString("level")).isEqualTo("INFO");
    assertThat(line.getString("logger")).isEqualTo("io.sluice.gateway.Edge");
    assertThat(line.getString("thread")).isEqualTo(Thread.currentThread().getName());
    assertThat(line.getString("message")).isEqualTo("hook.received");
    assertThat(line.getValue("bytes")).isEqualTo(2048);
    assertThat(line.getValue("micros")).isEqualTo(17);
    assertThat(line.getValue("ratio")).isEqualTo(0.5);
    assertThat(line.getValue("odd")).isEqualTo("NaN");
    assertThat(line.getValue("duplicate")).isEqualTo(false);
    assertThat(line.getValue("id")).isNull();
    assertThat(line.getValue("outcome")).isEqualTo("WARN");
  }

  @Test
  void keysStandOnceAndDoNotReplaceTheFieldsOfEveryLine() {
    Runnable writing =
        () ->
            LOG.atInfo()
                .addKeyValue("time", "never")
                .addKeyValue("message", "forged")
                .addKeyValue("a", 1)
                .addKeyValue("a", 2)
                .log("real");
    String line = logged(JSON, writing).getFirst();
    assertThat(line.split("\"a\":", -1)).hasSize(2);
    JsonObject fields = new JsonObject(line);
    assertThat(fields.getString("message")).isEqualTo("real");
    assertThat(fields.getString("message_")).isEqualTo("forged");
    assertThat(fields.getString("time_")).isEqualTo("never");
    assertThat(fields.getInteger("a")).isEqualTo(2);
  }

  @Test
  void whateverIsLoggedStaysOneLineAndReadsBackFromJson() {
    String nasty = "a\"b\\c\r\nd\te\u001b[31m\u0000\u0085\u2028\u202E\u007fü€😀";
    JsonObject line = json(() -> LOG.atWarn().addKeyValue(nasty, nasty).log(nasty));
    assertThat(line.getString("message")).isEqualTo(nasty);
    assertThat(line.getString(nasty)).isEqualTo(nasty);
  }

  @Test
  void nothingInTextCanForgeALineOrAColour() {
    String line =
        text(() ->
            LOG.atInfo()
                .addKeyValue("path", "/in\r\n12:00:00 INFO forged\u001b[2K")
                .addKeyValue("a=b c", "x")
                .log("hook.received\n12:00:00 INFO forged\u009b2K"));
    assertThat(line)
        .doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f]")
        .contains("hook.received\\n12:00:00 INFO forged\\u009b2K")
        .contains(" path=\"/in\\r\\n12:00:00 INFO forged\\u001b[2K\"")
        .endsWith(" a_b_c=x");
  }

  @Test
  void loneSurrogatesAreEscaped() {
    assertThat(json(() -> LOG.info("a\ud83d")).getString("message")).isEqualTo("a\ud83d");
    assertThat(text(() -> LOG.info("\ude00b"))).endsWith("\\ude00b");
  }

  @Test
  void textIsAlignedAndReadable() {
    String line =
        text(() ->
            LOG.atInfo()
                .addKeyValue("source", "github")
                .addKeyValue("why", "two words")
                .addKeyValue("none", "")
                .log("hook.received"));
    assertThat(line)
        .matches(
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  Edge             hook.received   "
                + " source=github why=\"two words\" none=\"\"");
    assertThat(text(() -> LOG.warn("said \"no\""))).endsWith("WARN  Edge             said \"no\"");
  }

  @Test
  void coloursOnlyWhenAsked() {
    assertThat(logged(TEXT, () -> LOG.warn("a")).getFirst()).doesNotContain("\u001b");
    assertThat(logged(TEXT.withColour(true), () -> LOG.warn("a")).getFirst())
        .contains("\u001b[33mWARN \u001b[0m Edge");
  }

  @Test
  void exceptionsAreToldWithALimitedStackTrace() {
    IllegalStateException thrown =
        new IllegalStateException("outer\nforged", new IOException("inner"));
    JsonObject line = json(() -> LOG.error("failed", thrown));
    assertThat(line.getString("error")).isEqualTo("java.lang.IllegalStateException: outer\nforged");
    assertThat(line.getString("stack"))
        .contains("  at io.sluice.platform.log.LoggingTest.")
        .contains("\ncaused by java.io.IOException: inner\n");
    List<String> lines = logged(TEXT, () -> LOG.error("failed", thrown));
    assertThat(lines.get(1)).isEqualTo("    java.lang.IllegalStateException: outer\\nforged");
    assertThat(lines.stream().skip(1)).allMatch(each -> each.startsWith("    "));
  }

  @Test
  void deepStacksAndLongChainsAreCut() {
    Throwable chain = new StackOverflowError();
    for (int i = 0; i < 20; i++) {
      chain = new IllegalStateException("link " + i, chain);
    }
    Throwable thrown = chain;
    String stack = json(() -> LOG.error("failed", thrown)).getString("stack");
    assertThat(stack.lines().count()).isLessThan(5 * 33);
    assertThat(stack).endsWith("… more causes").doesNotContain("link 0");
  }

  @Test
  void exceptionsThatCauseEachOtherEnd() {
    IllegalStateException a = new IllegalStateException("a");
    IllegalStateException b = new IllegalStateException("b", a);
    a.initCause(b);
    assertThat(json(() -> LOG.error("failed", a)).getString("stack")).contains("a", "b");
  }

  @Test
  void longValuesAreCut() {
    JsonObject line = json(() -> LOG.atInfo().addKeyValue("v", "x".repeat(20_000)).log("m"));
    assertThat(line.getString("v")).hasSizeLessThan(17_000).endsWith("x… (3616 more)");
  }

  @Test
  void levelsAreAsSet() {
    Runnable writing =
        () -> {
          LOG.debug("a");
          LoggerFactory.getLogger("org.apache.kafka.clients.X").info("b");
          LoggerFactory.getLogger("io.netty.channel").info("c");
          LoggerFactory.getLogger("org.apache.kafka.clients.X").warn("d");
        };
    assertThat(logged(TEXT, writing)).hasSize(1).first().asString().endsWith("d");
    assertThat(logged(TEXT.withLevel(Level.DEBUG), writing)).hasSize(2);
  }
}
