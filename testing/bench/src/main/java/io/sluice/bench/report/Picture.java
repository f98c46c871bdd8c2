package io.sluice.bench.report;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The figures as SVG. */
public final class Picture {

  private static final int WIDTH = 760;
  private static final int LEFT = 150;
  private static final int RIGHT = 90;
  private static final int BAR = 26;
  private static final int TOP = 44;
  private static final int PLOT_HEIGHT = 260;
  private static final List<String> COLOURS =
      List.of("#8c96a3", "#6aa5d9", "#3a7ca5", "#1d4e6b", "#d97b29", "#7a9e3f", "#a3568f");
  private static final double[] PERCENTILES = {0, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99};

  private final StringBuilder svg = new StringBuilder();

  private Picture(int height, String title) {
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" \
            font-family="system-ui, sans-serif" font-size="13" fill="#222">
            <rect width="100%%" height="100%%" fill="#fff"/>
            """,
            WIDTH,
            height));
    text(12, 24, "start", title);
  }

  /** CPU time per event, one bar per contender. */
  public static String costs(List<Result> results) {
    Picture picture = new Picture(TOP + results.size() * (BAR + 10) + 16, "CPU time per event, µs");
    double most = results.stream().mapToDouble(Result::cpuMicros).max().orElse(1);
    for (int i = 0; i < results.size(); i++) {
      Result result = results.get(i);
      double width = (WIDTH - LEFT - RIGHT) * result.cpuMicros() / most;
      int y = TOP + i * (BAR + 10);
      picture.text(LEFT - 10, y + 18, "end", result.name());
      picture.rectangle(LEFT, y, width, COLOURS.get(i % COLOURS.size()));
      picture.text(
          LEFT + width + 8,
          y + 18,
          "start",
          String.format(Locale.ROOT, "%.1f", result.cpuMicros()));
    }
    return picture.end();
  }

  /**
   * Latencies at one level of each one's maximum: percentiles to the right, each step ten times as
   * rare as the one before, milliseconds upwards.
   */
  public static String latencies(List<Result> results, int level) {
    List<Result> measured =
        results.stream().filter(result -> result.latencies().containsKey(level)).toList();
    int bottom = TOP + PLOT_HEIGHT;
    Picture picture =
        new Picture(
            bottom + 40 + measured.size() * 20,
            "Latency at " + level + " % of the maximum, ms, by percentile");
    picture.grid(bottom);
    for (int i = 0; i < measured.size(); i++) {
      String colour = COLOURS.get(results.indexOf(measured.get(i)) % COLOURS.size());
      picture.line(measured.get(i).latenciesAt(level), bottom, colour);
      int y = bottom + 44 + i * 20;
      picture.rectangle(LEFT, y - 9, 18, 8, colour);
      picture.text(LEFT + 26, y, "start", measured.get(i).name());
    }
    return picture.end();
  }

  private void grid(int bottom) {
    for (double millis : new double[] {0.1, 1, 10, 100, 1000}) {
      double y = y(millis * 1000, bottom);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
              LEFT,
              y,
              WIDTH - RIGHT,
              y));
      text(LEFT - 10, y + 4, "end", millis < 1 ? "0.1" : Integer.toString((int) millis));
    }
    for (double percentile : new double[] {0, 90, 99, 99.9, 99.99}) {
      String label = percentile == 0 ? "p0" : "p" + Double.toString(percentile).replace(".0", "");
      text(x(percentile), bottom + 18, "middle", label);
    }
  }

  private void line(Histogram latencies, int bottom, String colour) {
    svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"").append(colour);
    svg.append("\" points=\"");
    for (double percentile : PERCENTILES) {
      double micros = Math.max(100, latencies.getValueAtPercentile(percentile));
      svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(percentile), y(micros, bottom)));
    }
    svg.append("\"/>\n");
  }

  private static double x(double percentile) {
    double nines = -Math.log10(1 - percentile / 100);
    return LEFT + nines / 4 * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double micros, int bottom) {
    return bottom - Math.log10(micros / 100) / 4 * PLOT_HEIGHT;
  }

  private void rectangle(double x, double y, double width, String colour) {
    rectangle(x, y, width, BAR, colour);
  }

  private void rectangle(double x, double y, double width, double height, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
            x,
            y,
            width,
            height,
            colour));
  }

  private void text(double x, double y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            text));
  }

  private String end() {
    return svg.append("</svg>\n").toString();
  }
}
