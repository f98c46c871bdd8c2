package io.sluice.gateway.limits;

import io.sluice.gateway.exchange.Parsed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All addresses that begin with the same bits, such as {@code 10.0.0.0/8}.
 *
 * @param network the first of them
 * @param prefixBits how many bits they share
 */
record CidrBlock(InetAddress network, int prefixBits) {

  /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address, which is a block of one. */
  static Parsed<CidrBlock> parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    InetAddress address = IpText.parse(literal);
    if (address == null) {
      return bad(
          text,
          "is no literal IP address or block, and names are never looked up;"
              + " write it like 10.0.0.0/8, 2001:db8::/32 or 192.0.2.7");
    }
    int bitsMax = bitsOf(address);
    if (slash < 0) {
      return new Parsed.Good<>(new CidrBlock(address, bitsMax));
    }
    if (literal.contains(":") && bitsMax == Integer.SIZE) {
      return bad(text, "is an IPv4 block written as IPv6; write it like 10.0.0.0/8");
    }
    Integer bits = parseBits(text.substring(slash + 1), bitsMax);
    if (bits == null) {
      return bad(text, "needs a whole number from 0 to " + bitsMax + " after the slash");
    }
    return startingAt(address, bits, text);
  }

  private static Parsed<CidrBlock> startingAt(InetAddress address, int bits, String text) {
    InetAddress network = firstOf(address, bits);
    if (!network.equals(address)) {
      return bad(
          text,
          "does not begin at the start of a block; write %s/%d for the block or %s for the one"
                  .formatted(network.getHostAddress(), bits, address.getHostAddress())
              + " address");
    }
    return new Parsed.Good<>(new CidrBlock(network, bits));
  }

  /** Whether the address is of this block; IPv4 addresses have four bytes, IPv6 ones sixteen. */
  boolean contains(byte[] address) {
    byte[] first = network.getAddress();
    if (address.length != first.length) {
      return false;
    }
    int whole = prefixBits / Byte.SIZE;
    int rest = prefixBits % Byte.SIZE;
    if (!Arrays.equals(address, 0, whole, first, 0, whole)) {
      return false;
    }
    return rest == 0 || ((address[whole] ^ first[whole]) & (0xff00 >> rest) & 0xff) == 0;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefixBits;
  }

  private static @Nullable Integer parseBits(String text, int bitsMax) {
    if (!text.matches("0|[1-9][0-9]{0,2}")) {
      return null;
    }
    int bits = Integer.parseInt(text);
    return bits <= bitsMax ? bits : null;
  }

  private static InetAddress firstOf(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
      bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has four bytes or sixteen", e);
    }
  }

  private static int bitsOf(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  private static Parsed<CidrBlock> bad(String text, String why) {
    return new Parsed.Bad<>("`" + text + "` " + why);
  }
}
