package com.jitsu.lite.functions;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Sockets that ask the rules about the address they connect to, in the moment in which they do: so
 * it matters neither how the address was written, nor what a name resolved to before, nor which
 * redirect led there.
 */
final class CheckedSockets extends SocketFactory {

  private final AddressRules rules;

  CheckedSockets(AddressRules rules) {
    this.rules = requireNonNull(rules);
  }

  @Override
  public Socket createSocket() {
    return new CheckedSocket(rules);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw onlyUnconnected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    throw onlyUnconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw onlyUnconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    throw onlyUnconnected();
  }

  private static SocketException onlyUnconnected() {
    return new SocketException("only unconnected sockets are made here");
  }

  private static final class CheckedSocket extends Socket {

    private final AddressRules rules;

    /** Without the SOCKS proxy that the JVM may be told to use: it would hide the address. */
    CheckedSocket(AddressRules rules) {
      super(Proxy.NO_PROXY);
      this.rules = rules;
    }

    @Override
    public void connect(SocketAddress address) throws IOException {
      connect(address, 0);
    }

    @Override
    public void connect(SocketAddress address, int timeoutMillis) throws IOException {
      rules.check(address);
      super.connect(address, timeoutMillis);
    }
  }
}
