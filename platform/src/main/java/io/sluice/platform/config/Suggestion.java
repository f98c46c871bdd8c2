package io.sluice.platform.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Guesses what was meant by a word that is not known. */
public final class Suggestion {

  /** What lists every key and every word. */
  static final String REFERENCE = "the reference of the configuration";

  /** More words than this make a message unreadable. */
  private static final int WORDS_TOLD_MAX = 12;

  private static final int COMPARED_LENGTH_MAX = 64;

  private Suggestion() {}

  /** The end of a message: the one word that was probably meant, or else all there are. */
  static String among(String word, Collection<String> known) {
    return nearest(word, known)
        .map(near -> "; did you mean `" + near + "`?")
        .orElseGet(() ->
            known.isEmpty() ? "; no key is known here" : "; known: " + listed(known, REFERENCE));
  }

  /** All of the words, or what lists them where they are too many to be told. */
  static String listed(Collection<String> known, String listing) {
    return known.size() > WORDS_TOLD_MAX
        ? "the " + known.size() + " that " + listing + " lists"
        : known.stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
  }

  /** The known word that differs least, where one is near enough. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String bare = bare(word);
    if (bare.length() > COMPARED_LENGTH_MAX) {
      return Optional.empty();
    }
    record Near(String word, int distance) {}
    List<Near> near =
        known.stream()
            .map(each -> new Near(each, distance(bare, bare(each))))
            .filter(each -> each.distance() <= Math.min(2, Math.max(1, bare.length() / 3)))
            .toList();
    return near.stream().min(Comparator.comparingInt(Near::distance)).map(Near::word);
  }

  /** The word without the habits of other files: {@code maxBytes} and {@code max_bytes}. */
  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** How many letters must be put in, left out, exchanged or swapped with their neighbour. */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int exchange = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(exchange, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
