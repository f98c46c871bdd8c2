package io.sluice.standalone;

import io.sluice.schemas.KeptBody;
import io.sluice.schemas.RejectedHook;

/** A refused request as {@code sluice rejected} prints it. */
final class RejectedText {

  private static final String COLUMNS = "%-27s  %-16s  %-20s  %-7s  %9s  %-26s  %s";

  private RejectedText() {}

  static String heading() {
    return COLUMNS.formatted("RECEIVED", "SOURCE", "REASON", "METHOD", "BYTES", "REQUEST", "WHERE");
  }

  /** One line, with what exactly was wrong on a second one where that is known. */
  static String of(Place place, RejectedHook hook) {
    String line =
        COLUMNS.formatted(
            hook.receivedAt(),
            TerminalText.line(hook.source()),
            TerminalText.line(hook.rejection().reason()),
            TerminalText.line(hook.method()),
            hook.body().wholeLength(),
            TerminalText.line(hook.id()),
            place);
    String detail = hook.rejection().detail();
    return detail == null ? line : line + "%n  ".formatted() + TerminalText.line(detail);
  }

  /** The same with the body below. */
  static String withBody(Place place, RejectedHook hook) {
    KeptBody body = hook.body();
    String cut =
        body.isWhole()
            ? ""
            : "%n(the first %d of %d bytes were kept)"
                .formatted(body.bytes().length, body.wholeLength());
    return of(place, hook) + "%n".formatted() + TerminalText.body(body.bytes()) + cut;
  }
}
