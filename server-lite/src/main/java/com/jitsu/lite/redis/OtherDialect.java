package com.jitsu.lite.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocket;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * Finds out whether a Redis that does not answer would answer with TLS, or without. Only then the
 * user can be told what to change: such a Redis just stays silent or hangs up.
 */
final class OtherDialect {

  private static final int MILLIS = 2_000;

  private OtherDialect() {}

  /** Tries the other one, without any secret; false if that does not answer either. */
  static boolean answers(RedisAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), MILLIS);
      socket.setSoTimeout(MILLIS);
      return address.encrypted() ? isRedis(socket) : isTls(socket, address);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isRedis(Socket socket) throws IOException {
    socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
    int first = socket.getInputStream().read();
    return first == '+' || first == '-';
  }

  private static boolean isTls(Socket plain, RedisAddress address) throws IOException {
    SslOptions anyone = SslOptions.builder().sslVerifyMode(SslVerifyMode.INSECURE).build();
    try (SSLSocket socket =
        (SSLSocket)
            anyone
                .createSslContext()
                .getSocketFactory()
                .createSocket(plain, address.host(), address.port(), true)) {
      socket.startHandshake();
      return true;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }
}
