package io.sluice.gateway.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.content.Inflated.Corrupt;
import io.sluice.gateway.content.Inflated.TooLarge;
import io.sluice.gateway.content.Inflated.Whole;
import io.sluice.testing.Seeds;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Seeds.class)
class InflatedTest {

  private static final int MAX = 1 << 20;
  private static final byte[] HELLO = "{\"hello\":\"world\"}".getBytes(US_ASCII);
  private static final byte[] EMPTY = {};

  @Test
  void givesBackWhatWasCompressed(RandomGenerator random) {
    for (int round = 0; round < 300; round++) {
      byte[] body = body(random);
      assertWhole(Deflated.gzip(body), Compression.GZIP, body);
      assertWhole(Deflated.zlib(body), Compression.DEFLATE, body);
      for (int level = 0; level <= 9; level += 3) {
        for (int strategy = 0; strategy <= Deflater.HUFFMAN_ONLY; strategy++) {
          assertWhole(Deflated.raw(body, level, strategy), Compression.DEFLATE, body);
        }
      }
    }
  }

  @Test
  void allowsExactlyTheLimitAndNotAByteMore(RandomGenerator random) {
    for (int round = 0; round < 300; round++) {
      byte[] body = body(random);
      for (byte[] in : List.of(Deflated.zlib(body), Deflated.raw(body))) {
        assertThat(bodyOf(Inflated.of(in, Compression.DEFLATE, body.length))).isEqualTo(body);
        if (body.length > 0) {
          assertThat(Inflated.of(in, Compression.DEFLATE, body.length - 1))
              .isEqualTo(new TooLarge());
        }
      }
      byte[] in = Deflated.gzip(body);
      assertThat(bodyOf(Inflated.of(in, Compression.GZIP, body.length))).isEqualTo(body);
      if (body.length > 0) {
        assertThat(Inflated.of(in, Compression.GZIP, body.length - 1)).isEqualTo(new TooLarge());
      }
    }
  }

  @Test
  void aBombStopsAtTheLimit() {
    byte[] bomb = Deflated.gzip(new byte[64 << 20]);
    assertThat(Inflated.of(bomb, Compression.GZIP, MAX)).isEqualTo(new TooLarge());
    assertThat(Inflated.of(bomb, Compression.GZIP, 0)).isEqualTo(new TooLarge());
  }

  @Test
  void aStreamCutAnywhereIsCorrupt() {
    assertCorruptWhereverCut(Deflated.gzip(HELLO), Compression.GZIP);
    assertCorruptWhereverCut(Deflated.zlib(HELLO), Compression.DEFLATE);
    assertCorruptWhereverCut(Deflated.raw(HELLO), Compression.DEFLATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "x", "\37", "\37\213", "\37\213\b", "\0\0\0\0\0\0\0\0\0\0\0\0\0"})
  void anythingBehindTheEndIsCorrupt(String rest) {
    byte[] behind = rest.getBytes(ISO_8859_1);
    assertCorrupt(Deflated.together(Deflated.gzip(HELLO), behind), Compression.GZIP);
    assertCorrupt(Deflated.together(Deflated.zlib(HELLO), behind), Compression.DEFLATE);
    assertCorrupt(Deflated.together(Deflated.raw(HELLO), behind), Compression.DEFLATE);
  }

  @Test
  void aFlippedBitNeverMakesAnotherBody() {
    byte[] gzip = Deflated.gzip(HELLO);
    for (int bit = 0; bit < gzip.length * 8; bit++) {
      byte[] flipped = gzip.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      if (Inflated.of(flipped, Compression.GZIP, MAX) instanceof Whole(byte[] body)) {
        assertThat(body).as("bit %d", bit).isEqualTo(HELLO);
      }
    }
  }

  @Test
  void aWrongCheckSumOrLengthIsCorrupt() {
    byte[] gzip = Deflated.gzip(HELLO);
    for (int bit = (gzip.length - 8) * 8; bit < gzip.length * 8; bit++) {
      byte[] flipped = gzip.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertCorrupt(flipped, Compression.GZIP);
    }
    byte[] zlib = Deflated.zlib(HELLO);
    zlib[zlib.length - 1] ^= 1;
    assertCorrupt(zlib, Compression.DEFLATE);
  }

  @Test
  void oneKindIsNotTheOther() {
    assertCorrupt(Deflated.zlib(HELLO), Compression.GZIP);
    assertCorrupt(Deflated.raw(HELLO), Compression.GZIP);
    assertCorrupt(Deflated.gzip(HELLO), Compression.DEFLATE);
    assertCorrupt(HELLO, Compression.GZIP);
    assertCorrupt(HELLO, Compression.DEFLATE);
  }

  @Test
  void aStreamThatWantsADictionaryIsCorrupt() {
    Deflater deflater = new Deflater();
    byte[] out = new byte[1000];
    try {
      deflater.setDictionary(HELLO);
      deflater.setInput(HELLO);
      deflater.finish();
      out = Arrays.copyOf(out, deflater.deflate(out));
    } finally {
      deflater.end();
    }
    assertCorrupt(out, Compression.DEFLATE);
  }

  @Test
  void membersAreReadOneBehindTheOther() {
    byte[] two =
        Deflated.together(Deflated.gzip(HELLO), Deflated.gzip(EMPTY), Deflated.gzip(HELLO));
    assertWhole(two, Compression.GZIP, Deflated.together(HELLO, HELLO));
    assertThat(Inflated.of(two, Compression.GZIP, 2 * HELLO.length - 1)).isEqualTo(new TooLarge());
  }

  @Test
  void manyMembersAreTooMany() {
    int max = Inflation.MEMBERS_MAX;
    assertWhole(members(max), Compression.GZIP, EMPTY);
    assertThat(Inflated.of(members(max + 1), Compression.GZIP, MAX)).isEqualTo(new TooLarge());
    assertThat(Inflated.of(members(100_000), Compression.GZIP, MAX)).isEqualTo(new TooLarge());
  }

  @Test
  void readsEveryOptionalPartOfAGzipHeader() {
    byte[] extra = {3, 0, 'a', 'b', 'c'};
    byte[] name = {'n', 0};
    byte[] comment = {'c', 'o', 0};
    for (int flags = 0; flags < 32; flags++) {
      byte[] head = {0x1f, (byte) 0x8b, 8, (byte) flags, 0, 0, 0, 0, 0, 3};
      head =
          Deflated.together(
              head,
              (flags & 4) == 0 ? EMPTY : extra,
              (flags & 8) == 0 ? EMPTY : name,
              (flags & 16) == 0 ? EMPTY : comment);
      byte[] rest = Arrays.copyOfRange(Deflated.gzip(HELLO), 10, Deflated.gzip(HELLO).length);
      if ((flags & 2) == 0) {
        assertWhole(Deflated.together(head, rest), Compression.GZIP, HELLO);
      } else {
        CRC32 crc = new CRC32();
        crc.update(head);
        byte[] sum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
        assertWhole(Deflated.together(head, sum, rest), Compression.GZIP, HELLO);
        sum[0] ^= 1;
        assertCorrupt(Deflated.together(head, sum, rest), Compression.GZIP);
      }
      for (int length = 0; length < head.length; length++) {
        assertCorrupt(Arrays.copyOf(head, length), Compression.GZIP);
      }
    }
  }

  @Test
  void reservedFlagsAreCorrupt() {
    for (int flag = 0x20; flag <= 0x80; flag <<= 1) {
      byte[] in = Deflated.gzip(HELLO);
      in[3] = (byte) flag;
      assertCorrupt(in, Compression.GZIP);
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void noBytesAreNoBody(Compression kind) {
    assertCorrupt(EMPTY, kind);
  }

  /** As other programs write them: python's zlib, and gzip with a name in its header. */
  @Test
  void readsWhatOtherProgramsWrite() {
    HexFormat hex = HexFormat.of();
    assertWhole(
        hex.parseHex("789ccb48cdc9c90700062c0215"),
        Compression.DEFLATE,
        "hello".getBytes(US_ASCII));
    assertWhole(hex.parseHex("cb48cdc9c90700"), Compression.DEFLATE, "hello".getBytes(US_ASCII));
    assertWhole(
        hex.parseHex("1f8b08080000000000036100cb48cdc9c9070086a6103605000000"),
        Compression.GZIP,
        "hello".getBytes(US_ASCII));
  }

  private static byte[] members(int count) {
    return Deflated.together(
        Collections.nCopies(count, Deflated.gzip(EMPTY)).toArray(byte[][]::new));
  }

  private static byte[] body(RandomGenerator random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(40_000) : random.nextInt(40);
    byte[] body = new byte[random.nextInt(10) == 0 ? 4096 << random.nextInt(4) : length];
    int kinds = 1 + random.nextInt(256);
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) random.nextInt(kinds);
    }
    return body;
  }

  private static void assertWhole(byte[] in, Compression kind, byte[] expected) {
    assertThat(bodyOf(Inflated.of(in, kind, MAX))).isEqualTo(expected);
  }

  private static void assertCorrupt(byte[] in, Compression kind) {
    assertThat(Inflated.of(in, kind, MAX)).isEqualTo(new Corrupt());
  }

  private static void assertCorruptWhereverCut(byte[] in, Compression kind) {
    for (int length = 0; length < in.length; length++) {
      byte[] cut = Arrays.copyOf(in, length);
      assertCorrupt(cut, kind);
      assertThat(Inflated.of(cut, kind, HELLO.length)).isEqualTo(new Corrupt());
    }
  }

  private static byte[] bodyOf(Inflated inflated) {
    return switch (inflated) {
      case Whole(byte[] body) -> body;
      case TooLarge() -> throw new AssertionError("too large");
      case Corrupt() -> throw new AssertionError("corrupt");
    };
  }
}
