package io.sluice.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.exchange.Parsed;
import io.sluice.testing.Seeds;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Seeds.class)
class CidrSetTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0, true",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, 9.255.255.255, false",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "192.0.2.6/31, 192.0.2.7, true",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 2001:db8::1, true",
    "::/0, 203.0.113.9, false",
    "::/0, ::ffff:203.0.113.9, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::, false",
    "2001:db8::/33, 2001:db8:8000::, false",
    "::1, ::1, true",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "::ffff:10.0.0.1, 10.0.0.1, true",
  })
  void holdsTheAddressesOfItsBlocks(String block, String address, boolean holds) {
    assertThat(set(block).contains(address(address))).isEqualTo(holds);
  }

  @Test
  void anIpv4AddressInSixteenBytesIsAnIpv4Address() {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 1, 2, 3};
    assertThat(set("10.0.0.0/8").contains(mapped)).isTrue();
    assertThat(set("::/0").contains(mapped)).isFalse();
    byte[] almost = mapped.clone();
    almost[9] = 1;
    assertThat(set("10.0.0.0/8").contains(almost)).isFalse();
    assertThat(set("::/0").contains(almost)).isTrue();
  }

  @Test
  void theEmptySetHoldsNothing() {
    assertThat(CidrSet.EMPTY.contains(address("127.0.0.1"))).isFalse();
    assertThat(CidrSet.EMPTY.contains(address("::"))).isFalse();
    assertThat(set().contains(address("0.0.0.0"))).isFalse();
  }

  @Test
  void blocksInsideOthersAndTwiceAreHarmless() {
    CidrSet set = set("10.1.0.0/16", "10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/8", "10.255.0.0/16");
    assertThat(set.contains(address("10.0.0.1"))).isTrue();
    assertThat(set.contains(address("10.2.0.1"))).isTrue();
    assertThat(set.contains(address("10.255.255.255"))).isTrue();
    assertThat(set.contains(address("11.0.0.0"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          example.com            | never looked up
          10.0.0.0/              | from 0 to 32
          10.0.0.0/33            | from 0 to 32
          10.0.0.0/-1            | from 0 to 32
          10.0.0.0/08            | from 0 to 32
          10.0.0.0/8/8           | from 0 to 32
          10.0.0.0/255.0.0.0     | from 0 to 32
          ::/129                 | from 0 to 128
          /8                     | never looked up
          10/8                   | never looked up
          10.0.0.1/8             | write 10.0.0.0/8 for the block or 10.0.0.1 for the one address
          192.0.2.7/0            | write 0.0.0.0/0 for the block
          2001:db8::1/64         | write 2001:db8:0:0:0:0:0:0/64 for the block
          ::ffff:10.0.0.0/104    | write it like 10.0.0.0/8
          ::ffff:10.0.0.0/8      | write it like 10.0.0.0/8
          [::1]                  | never looked up
          """)
  void tellsWhatToWriteInstead(String text, String advice) {
    assertThat(fault(text)).startsWith("`" + text + "` ").contains(advice);
  }

  @Test
  void tellsAllFaultsTogether() {
    assertThat(fault("10.0.0.1/8", "10.0.0.0/8", "here")).contains("`10.0.0.1/8`", "`here`");
  }

  @Test
  void refusesMoreBlocksThanItsLimit() {
    List<String> blocks = Collections.nCopies(CidrSet.BLOCKS_MAX, "10.0.0.0/8");
    assertThat(CidrSet.parse(blocks)).isInstanceOf(Parsed.Good.class);
    List<String> more = Collections.nCopies(CidrSet.BLOCKS_MAX + 1, "10.0.0.0/8");
    assertThat(CidrSet.parse(more)).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void agreesWithLookingAtEveryBlock(RandomGenerator random) {
    for (int round = 0; round < 100; round++) {
      int bytes = random.nextBoolean() ? 4 : 16;
      List<Range> ranges = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (int i = random.nextInt(40); i >= 0; i--) {
        Range range = Range.any(bytes, random);
        ranges.add(range);
        texts.add(range.text());
      }
      CidrSet set = set(texts.toArray(String[]::new));
      for (int i = 0; i < 100; i++) {
        Range near = ranges.get(random.nextInt(ranges.size()));
        BigInteger address = near.near(random);
        boolean expected = ranges.stream().anyMatch(range -> range.holds(address));
        assertThat(set.contains(Range.bytesOf(address, bytes)))
            .as("%s in %s", address.toString(16), texts)
            .isEqualTo(expected);
      }
    }
  }

  /** A block as two numbers: another way to say the same. */
  private record Range(BigInteger first, int prefixBits, int bytes) {

    static Range any(int bytes, RandomGenerator random) {
      byte[] address = new byte[bytes];
      random.nextBytes(address);
      address[0] = 32; // few different blocks, so that some are inside others
      address[1] &= 3;
      int prefixBits = random.nextInt(bytes * 8 + 1);
      BigInteger first = new BigInteger(1, address);
      int hostBits = bytes * 8 - prefixBits;
      return new Range(first.shiftRight(hostBits).shiftLeft(hostBits), prefixBits, bytes);
    }

    String text() {
      return address(bytesOf(first, bytes)).getHostAddress() + "/" + prefixBits;
    }

    boolean holds(BigInteger address) {
      return address.compareTo(first) >= 0 && address.compareTo(end()) < 0;
    }

    BigInteger near(RandomGenerator random) {
      BigInteger edge = random.nextBoolean() ? first : end();
      BigInteger all = BigInteger.ONE.shiftLeft(bytes * 8);
      return edge.add(BigInteger.valueOf(random.nextInt(-2, 3))).mod(all);
    }

    private BigInteger end() {
      return first.add(BigInteger.ONE.shiftLeft(bytes * 8 - prefixBits));
    }

    static byte[] bytesOf(BigInteger number, int bytes) {
      byte[] digits = number.toByteArray();
      byte[] address = new byte[bytes];
      int length = Math.min(digits.length, bytes);
      System.arraycopy(digits, digits.length - length, address, bytes - length, length);
      return address;
    }

    private static InetAddress address(byte[] bytes) {
      try {
        return InetAddress.getByAddress(bytes);
      } catch (java.net.UnknownHostException e) {
        throw new AssertionError(Arrays.toString(bytes), e);
      }
    }
  }

  private static CidrSet set(String... blocks) {
    return CidrSet.parse(List.of(blocks)).orThrow();
  }

  private static InetAddress address(String text) {
    return Objects.requireNonNull(IpText.parse(text), text);
  }

  private static String fault(String... blocks) {
    return switch (CidrSet.parse(List.of(blocks))) {
      case Parsed.Good<CidrSet> _ -> throw new AssertionError("was read");
      case Parsed.Bad<CidrSet>(String why) -> why;
    };
  }
}
