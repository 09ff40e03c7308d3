package com.jitsu.lite.functions;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where {@code fetch} may connect to.
 *
 * @param forbidLocal refuse what {@link LocalAddresses} has
 * @param allowed host names, or literal addresses, that may be local all the same; as they are
 *     asked for, not what they resolve to
 */
public record AddressRules(boolean forbidLocal, Set<String> allowed) {

  public AddressRules {
    allowed = allowed.stream().map(AddressRules::canonical).collect(Collectors.toUnmodifiableSet());
  }

  /** Everything may be fetched. */
  public static AddressRules open() {
    return new AddressRules(false, Set.of());
  }

  /** Of an address with the host name that was asked for. */
  void check(SocketAddress address) throws IOException {
    if (!(address instanceof InetSocketAddress internet) || internet.isUnresolved()) {
      throw new RefusedAddressException();
    }
    InetAddress resolved = internet.getAddress();
    if (forbidLocal
        && LocalAddresses.isLocal(resolved)
        && !allowed.contains(canonical(internet.getHostString()))) {
      throw new RefusedAddressException();
    }
  }

  /** One text for all spellings of a name, or of an IPv6 address. */
  private static String canonical(String host) {
    String bare = host.replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
    // Only a literal has a colon, so that no name is looked up here.
    return bare.indexOf(':') < 0 ? bare : literal(bare);
  }

  private static String literal(String address) {
    try {
      return InetAddress.getByName(address).getHostAddress();
    } catch (IOException e) {
      return address;
    }
  }

  /** Not a kind of ConnectException, of which OkHttp makes its own. */
  static final class RefusedAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedAddressException() {
      super("this address is refused");
    }
  }
}
