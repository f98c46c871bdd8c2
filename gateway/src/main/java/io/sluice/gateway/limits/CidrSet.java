package io.sluice.gateway.limits;

import io.sluice.gateway.exchange.Parsed;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A set of addresses, given as blocks.
 *
 * <p>Two blocks are either apart or one inside the other. Without the inner ones, the only block an
 * address can be in is the one that begins at or next before it: one search in a sorted map.
 *
 * <p>IPv4 and IPv6 are kept apart, so that {@code ::/0} is all of IPv6 and nothing else.
 */
public final class CidrSet {

  /** No address at all. */
  public static final CidrSet EMPTY = new CidrSet(List.of());

  static final int BLOCKS_MAX = 4096;

  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final byte[] MAPPED_PREFIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final NavigableMap<byte[], CidrBlock> ipv4;
  private final NavigableMap<byte[], CidrBlock> ipv6;

  private CidrSet(List<CidrBlock> blocks) {
    ipv4 = outermost(blocks, IPV4_BYTES);
    ipv6 = outermost(blocks, IPV6_BYTES);
  }

  /** Reads a list of blocks and addresses; all faults are told together. */
  public static Parsed<CidrSet> parse(List<String> texts) {
    if (texts.size() > BLOCKS_MAX) {
      return new Parsed.Bad<>("more than " + BLOCKS_MAX + " blocks; write larger ones");
    }
    List<CidrBlock> blocks = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (String text : texts) {
      switch (CidrBlock.parse(text)) {
        case Parsed.Good<CidrBlock>(CidrBlock block) -> blocks.add(block);
        case Parsed.Bad<CidrBlock>(String why) -> faults.add(why);
      }
    }
    return faults.isEmpty()
        ? new Parsed.Good<>(new CidrSet(blocks))
        : new Parsed.Bad<>(String.join("; ", faults));
  }

  /** Whether the address is in one of the blocks. */
  public boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  /**
   * Whether the address is in one of the blocks.
   *
   * @param address four bytes, or sixteen; an IPv4 address in sixteen bytes counts as IPv4
   */
  public boolean contains(byte[] address) {
    byte[] plain = isMapped(address) ? Arrays.copyOfRange(address, 12, 16) : address;
    Map.Entry<byte[], CidrBlock> before =
        (plain.length == IPV4_BYTES ? ipv4 : ipv6).floorEntry(plain);
    return before != null && before.getValue().contains(plain);
  }

  private static boolean isMapped(byte[] address) {
    return address.length == IPV6_BYTES
        && Arrays.equals(address, 0, MAPPED_PREFIX.length, MAPPED_PREFIX, 0, MAPPED_PREFIX.length);
  }

  private static NavigableMap<byte[], CidrBlock> outermost(List<CidrBlock> blocks, int bytes) {
    NavigableMap<byte[], CidrBlock> outermost = new TreeMap<>(Arrays::compareUnsigned);
    blocks.stream()
        .filter(block -> block.network().getAddress().length == bytes)
        .sorted(Comparator.comparingInt(CidrBlock::prefixBits))
        .forEach(block -> addUnlessInside(block, outermost));
    return outermost;
  }

  /** Larger blocks come first, so a block that is inside another one finds that one here. */
  private static void addUnlessInside(CidrBlock block, NavigableMap<byte[], CidrBlock> larger) {
    byte[] first = block.network().getAddress();
    Map.Entry<byte[], CidrBlock> before = larger.floorEntry(first);
    if (before == null || !before.getValue().contains(first)) {
      larger.put(first, block);
    }
  }

  /** Sets are the same where they hold the same blocks. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CidrSet its && its.blocks().equals(blocks());
  }

  @Override
  public int hashCode() {
    return blocks().hashCode();
  }

  private List<CidrBlock> blocks() {
    return Stream.concat(ipv4.values().stream(), ipv6.values().stream()).toList();
  }
}
