package io.sluice.gateway.verify;

import java.math.BigDecimal;
import java.util.Base64;

/** A bare item of a structured field (RFC 8941). */
sealed interface FieldValue {

  /** Its one spelling. */
  String written();

  record Whole(long number) implements FieldValue {
    @Override
    public String written() {
      return Long.toString(number);
    }
  }

  record Decimal(BigDecimal number) implements FieldValue {
    @Override
    public String written() {
      BigDecimal shortest = number.stripTrailingZeros();
      return shortest.setScale(Math.max(shortest.scale(), 1)).toPlainString();
    }
  }

  record Text(String text) implements FieldValue {
    @Override
    public String written() {
      return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
  }

  record Token(String text) implements FieldValue {
    @Override
    public String written() {
      return text;
    }
  }

  record Bytes(byte[] bytes) implements FieldValue {
    @Override
    public String written() {
      return ":" + Base64.getEncoder().encodeToString(bytes) + ":";
    }
  }

  record Truth(boolean value) implements FieldValue {
    @Override
    public String written() {
      return value ? "?1" : "?0";
    }
  }
}
