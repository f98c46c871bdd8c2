package io.sluice.gateway.source;

import io.sluice.gateway.content.MediaTypes;
import io.sluice.gateway.limits.CidrSet;
import io.sluice.gateway.limits.RateSettings;
import io.sluice.gateway.limits.RateSettings.Rate;
import io.sluice.platform.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a source may send. */
final class SourceLimitsReader {

  private static final String PROVIDER = "provider";
  private static final int RATE_MAX = 1_000_000;
  private static final long BYTES_MAX = 1L << 30;

  private SourceLimitsReader() {}

  static SourceLimits read(Section section, Provider provider) {
    return new SourceLimits(
        section.section("rate", SourceLimitsReader::rate, "How much it may send; beyond it 429."),
        allowFrom(section, provider),
        contentTypes(section),
        section.bytes(
            "in_flight_max",
            BYTES_MAX,
            4096,
            BYTES_MAX,
            "Memory that its requests in flight may hold, beside its fair share; beyond it 503."),
        repeats(section, provider),
        (int)
            section.bytes(
                "content_max",
                4 << 20,
                1,
                64 << 20,
                "The largest body once gzip or deflate is undone."));
  }

  /** Who repeats an event that was refused. */
  enum Repeats {
    /** As is known of the provider; a sender that is not known does. */
    PROVIDER,
    ALWAYS,
    NEVER
  }

  private static boolean repeats(Section section, Provider provider) {
    Repeats repeats =
        section.choice(
            "repeats",
            Repeats.PROVIDER,
            "Whether its sender sends an event again that was answered 503. When memory runs"
                + " short, those that do not are refused last.");
    return switch (repeats) {
      case PROVIDER -> provider.repeats();
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }

  private static RateSettings rate(Section section) {
    int requests =
        section.number("requests", 0, 0, RATE_MAX, "Requests a second; 0: as many as it likes.");
    int burst =
        section.number(
            "requests_burst",
            Math.max(1, requests),
            1,
            RATE_MAX,
            "How many may come at once; as many as in a second unless it says otherwise.");
    long bytes =
        section.bytes("bytes", 0, 0, BYTES_MAX, "Body bytes a second; 0: as many as it likes.");
    long bytesBurst =
        section.bytes(
            "bytes_burst",
            Math.max(1, bytes),
            1,
            BYTES_MAX,
            "How many bytes may come at once; as many as in a second unless it says otherwise.");
    return new RateSettings(
        requests == 0 ? Optional.empty() : Optional.of(new Rate(requests, burst)),
        bytes == 0 ? Optional.empty() : Optional.of(new Rate(bytes, bytesBurst)));
  }

  private static Optional<CidrSet> allowFrom(Section section, Provider provider) {
    List<String> blocks = new ArrayList<>();
    for (String text :
        section.texts(
            "allow_from",
            List.of(),
            "The addresses it may call from, as CIDR blocks; `provider` stands for those that the"
                + " provider publishes.")) {
      if (!text.equals(PROVIDER)) {
        blocks.add(text);
      } else if (provider.addresses().isEmpty()) {
        section.fault(
            "allow_from",
            provider.title() + " publishes no addresses that are known here; write CIDR blocks");
      } else {
        blocks.addAll(provider.addresses());
      }
    }
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(Reading.orFault(section, "allow_from", CidrSet.parse(blocks), CidrSet.EMPTY));
  }

  private static MediaTypes contentTypes(Section section) {
    List<String> texts =
        section.texts(
            "content_types",
            List.of("*/*"),
            "The media types of its bodies, such as application/json or application/*+json; others"
                + " are answered 415.");
    return Reading.orFault(section, "content_types", MediaTypes.parse(texts), MediaTypes.ANY);
  }
}
