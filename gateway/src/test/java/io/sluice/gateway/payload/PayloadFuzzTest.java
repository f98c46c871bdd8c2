package io.sluice.gateway.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.gateway.exchange.BodyPointer;
import io.sluice.gateway.payload.PayloadVerdict.Faulty;
import io.sluice.gateway.payload.PayloadVerdict.Sound;
import io.sluice.gateway.payload.Split.Elements;
import io.sluice.gateway.payload.Split.Malformed;
import io.sluice.gateway.payload.Split.NoBatch;
import io.sluice.gateway.payload.Split.TooMany;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whatever the bytes of a body are, looking at them ends in a value, and within limits. */
class PayloadFuzzTest {

  private static final int ELEMENTS_MAX = 20;

  private static final List<BodyPointer> LISTS =
      Stream.of("", "/a", "/a/*/b", "/*", "/1").map(p -> BodyPointer.parse(p).orThrow()).toList();

  /** One of each kind of keyword, and a way round. */
  private static final PayloadSchemas SCHEMAS =
      PayloadSchemas.compile(
              Map.of(
                  "*",
                  """
                  {"type": ["object", "array", "number", "string"],
                   "properties": {
                     "a": {"$ref": "#"},
                     "b": {"type": "integer", "minimum": -5, "multipleOf": 0.3, "enum": [3, "x"]},
                     "c": {"type": "string", "pattern": "^(a|b)*$", "maxLength": 5, "const": "ab"}},
                   "patternProperties": {"^x": {"oneOf": [{"type": "null"}, {"maximum": 7}]}},
                   "propertyNames": {"maxLength": 3},
                   "dependentRequired": {"a": ["b"]},
                   "unevaluatedProperties": false,
                   "prefixItems": [{"not": {"type": "string"}}],
                   "contains": {"anyOf": [{"const": 1}, {"type": "array"}]},
                   "items": {"if": {"type": "array"}, "then": {"$ref": "#"}},
                   "uniqueItems": true}
                  """))
          .orThrow();

  @FuzzTest
  void judgesAnyBytes(byte[] data) {
    for (BodyForm form : BodyForm.values()) {
      checkVerdict(PayloadCheck.check(form, data));
    }
  }

  @FuzzTest
  void judgesAnyBytesBySchema(byte[] data) {
    checkVerdict(SCHEMAS.check("order.paid", data));
  }

  @FuzzTest
  void splitsAnyBytes(byte[] data) {
    for (BodyPointer list : LISTS) {
      switch (BatchSplit.split(data, list, ELEMENTS_MAX)) {
        case Elements(List<Slice> slices) -> checkSlices(slices, data.length);
        case Malformed(String why) -> assertThat(why).isNotBlank().hasSizeLessThan(100);
        case NoBatch _, TooMany _ -> {}
      }
    }
  }

  private static void checkVerdict(PayloadVerdict verdict) {
    switch (verdict) {
      case Faulty(String why) -> assertThat(why).isNotBlank().hasSizeLessThan(1000);
      case Sound() -> {}
    }
  }

  private static void checkSlices(List<Slice> slices, int end) {
    assertThat(slices).hasSizeLessThanOrEqualTo(ELEMENTS_MAX);
    int free = 0;
    for (Slice slice : slices) {
      assertThat(slice.offset()).isGreaterThan(free);
      free = slice.offset() + slice.length();
      assertThat(free).isLessThan(end);
      assertThat(PayloadCheck.check(BodyForm.JSON, slice.copy())).isEqualTo(new Sound());
    }
  }
}
