package io.sluice.gateway.payload;

import java.util.List;
import java.util.random.RandomGenerator;

/** JSON texts as no program would write them: any spacing, any escapes, any number format. */
final class RandomJson {

  private static final int DEPTH_MAX = 5;

  private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t ", " \r\n ");
  private static final List<String> LETTERS =
      List.of("a", "Z", "0", " ", "ü", "€", "😀", "\\\"", "\\\\", "\\n", "\\u00e9", "}", ",");
  private static final List<String> SCALARS =
      List.of("0", "-1", "12.50", "1e3", "-0.5E-2", "9007199254740993", "true", "false", "null");

  private final RandomGenerator random;

  RandomJson(RandomGenerator random) {
    this.random = random;
  }

  String value() {
    return value(0);
  }

  String array() {
    return array(0);
  }

  String space() {
    return one(SPACES);
  }

  private String value(int depth) {
    return switch (random.nextInt(depth < DEPTH_MAX ? 4 : 2)) {
      case 0 -> one(SCALARS);
      case 1 -> "\"" + letters() + "\"";
      case 2 -> array(depth + 1);
      default -> object(depth + 1);
    };
  }

  private String array(int depth) {
    StringBuilder text = new StringBuilder("[").append(space());
    int size = random.nextInt(5);
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ",").append(space()).append(value(depth)).append(space());
    }
    return text.append("]").toString();
  }

  private String object(int depth) {
    StringBuilder text = new StringBuilder("{").append(space());
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      text.append(i == 0 ? "" : ",").append(space());
      text.append("\"").append(letters()).append(i).append("\"").append(space()).append(":");
      text.append(space()).append(value(depth)).append(space());
    }
    return text.append("}").toString();
  }

  private String letters() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(8);
    for (int i = 0; i < length; i++) {
      text.append(one(LETTERS));
    }
    return text.toString();
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
