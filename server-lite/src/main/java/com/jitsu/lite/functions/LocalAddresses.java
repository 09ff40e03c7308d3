package com.jitsu.lite.functions;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Which addresses lead back into one's own network: this machine, private, link-local, multicast
 * and reserved ones, and every form in which IPv6 wraps such an IPv4 address.
 */
final class LocalAddresses {

  private static final List<Range> LOCAL =
      List.of(
          range("00000000", 8), // this network
          range("0a000000", 8), // private, 10.0.0.0
          range("64400000", 10), // behind a provider's NAT, 100.64.0.0
          range("7f000000", 8), // this machine
          range("a9fe0000", 16), // link-local, 169.254.0.0: clouds keep credentials there
          range("ac100000", 12), // private, 172.16.0.0
          range("c0000000", 24), // protocol assignments, 192.0.0.0
          range("c0a80000", 16), // private, 192.168.0.0
          range("c6120000", 15), // benchmarks, 198.18.0.0
          range("e0000000", 4), // multicast
          range("f0000000", 4), // reserved, broadcast
          range("0064ff9b000100000000000000000000", 48), // NAT64 of a private network
          range("fc000000000000000000000000000000", 7), // private
          range("fe800000000000000000000000000000", 10), // link-local
          range("fec00000000000000000000000000000", 10), // site-local, of old
          range("ff000000000000000000000000000000", 8)); // multicast

  /** Where an IPv4 address stands in an IPv6 one; the whole of ::/96, so :: and ::1 as well. */
  private static final List<Wrapped> WRAPPED =
      List.of(
          new Wrapped(range("00000000000000000000000000000000", 96), 12), // compatible
          new Wrapped(range("00000000000000000000ffff00000000", 96), 12), // mapped
          new Wrapped(range("0000000000000000ffff000000000000", 96), 12), // translated
          new Wrapped(range("0064ff9b000000000000000000000000", 96), 12), // NAT64
          new Wrapped(range("20020000000000000000000000000000", 16), 2)); // 6to4

  private static final Range TEREDO = range("20010000000000000000000000000000", 32);

  private LocalAddresses() {}

  private record Range(byte[] prefix, int bits) {
    boolean holds(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private record Wrapped(Range range, int at) {}

  static boolean isLocal(InetAddress address) {
    return isLocal(address.getAddress());
  }

  private static boolean isLocal(byte[] address) {
    if (LOCAL.stream().anyMatch(range -> range.holds(address))) {
      return true;
    }
    if (address.length == 4) {
      return false;
    }
    // Teredo wraps the client's address inverted; tunnels like it are no way to a public server.
    return TEREDO.holds(address)
        || (isIsatap(address) && isLocal(Arrays.copyOfRange(address, 12, 16)))
        || WRAPPED.stream()
            .anyMatch(
                wrapped ->
                    wrapped.range().holds(address)
                        && isLocal(Arrays.copyOfRange(address, wrapped.at(), wrapped.at() + 4)));
  }

  /** Under any prefix: 0000:5efe or 0200:5efe, then the IPv4 address. */
  private static boolean isIsatap(byte[] address) {
    return (address[8] & 0xfd) == 0
        && address[9] == 0
        && address[10] == 0x5e
        && address[11] == (byte) 0xfe;
  }

  private static Range range(String hex, int bits) {
    return new Range(HexFormat.of().parseHex(hex), bits);
  }
}
