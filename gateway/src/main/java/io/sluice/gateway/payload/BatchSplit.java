package io.sluice.gateway.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.gateway.exchange.BodyPointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the elements of a batch in one pass over its bytes, without building a tree.
 *
 * <p>The pointer leads to the list: the empty one says that the body is it. Here the segment {@code
 * *} stands for every element of an array, so {@code /entry/*}{@code /changes} is all changes of
 * all entries. A body of which a part has no list is no batch, for the rest of that part would be
 * lost in the split.
 */
public final class BatchSplit {

  private final byte[] json;
  private final int start;
  private final JsonParser in;
  private final List<String> segments;
  private final int elementsMax;

  private final List<Slice> slices = new ArrayList<>();
  private boolean listFound;
  private boolean listMissing;
  private boolean nameTwice;

  private BatchSplit(byte[] json, int start, JsonParser in, List<String> segments, int max) {
    this.json = json;
    this.start = start;
    this.in = in;
    this.segments = segments;
    this.elementsMax = max;
  }

  /**
   * Splits any bytes that are JSON in UTF-8: a body, or a field of a form. A byte order mark is
   * passed over. The slices refer to these bytes.
   */
  public static Split split(byte[] json, BodyPointer list, int elementsMax) {
    int stray = Utf8.faultAt(json);
    if (stray >= 0) {
      return new Split.Malformed(Utf8.fault(stray));
    }
    int start = Utf8.markLength(json);
    JsonParser in = JsonText.parser(json, start);
    try (in) {
      return new BatchSplit(json, start, in, list.segments(), elementsMax).split();
    } catch (IOException e) {
      return new Split.Malformed(JsonText.why(e, in));
    }
  }

  private Split split() throws IOException {
    if (in.nextToken() == null) {
      return new Split.Malformed("holds no JSON value");
    }
    if (!value(0)) {
      return new Split.TooMany();
    }
    if (in.nextToken() != null) {
      return new Split.Malformed("holds more than one JSON value");
    }
    if (nameTwice) {
      return new Split.Malformed("names a member on the way to the list twice");
    }
    return listFound && !listMissing ? new Split.Elements(slices) : new Split.NoBatch();
  }

  /** Reads the value whose first token was read; false when there are too many elements. */
  private boolean value(int depth) throws IOException {
    if (depth == segments.size()) {
      return list();
    }
    if (in.hasToken(JsonToken.START_OBJECT)) {
      return member(segments.get(depth), depth + 1);
    }
    if (in.hasToken(JsonToken.START_ARRAY)) {
      return elements(segments.get(depth), depth + 1);
    }
    listMissing = true;
    return true;
  }

  private boolean member(String name, int depth) throws IOException {
    boolean met = false;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      boolean wanted = name.equals(in.currentName());
      var _ = in.nextToken();
      if (wanted && !met) {
        met = true;
        if (!value(depth)) {
          return false;
        }
      } else {
        nameTwice |= wanted;
        var _ = in.skipChildren();
      }
    }
    listMissing |= !met;
    return true;
  }

  private boolean elements(String segment, int depth) throws IOException {
    boolean met = segment.equals("*");
    for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
      if (segment.equals("*") || segment.equals(Integer.toString(i))) {
        met = true;
        if (!value(depth)) {
          return false;
        }
      } else {
        var _ = in.skipChildren();
      }
    }
    listMissing |= !met;
    return true;
  }

  private boolean list() throws IOException {
    if (!in.hasToken(JsonToken.START_ARRAY)) {
      listMissing = true;
      var _ = in.skipChildren();
      return true;
    }
    listFound = true;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (slices.size() == elementsMax) {
        return false;
      }
      slices.add(slice());
    }
    return true;
  }

  /* A text token ends where it was read to, which is at its first quote until it is finished. */
  private Slice slice() throws IOException {
    int from = start + (int) in.currentTokenLocation().getByteOffset();
    in.skipChildren().finishToken();
    int to = start + (int) in.currentLocation().getByteOffset();
    return new Slice(json, from, to - from);
  }
}
