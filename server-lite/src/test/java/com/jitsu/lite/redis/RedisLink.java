package com.jitsu.lite.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a real Redis, which a test can cut and mend. */
public final class RedisLink implements AutoCloseable {

  private final RedisAddress target;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  public RedisLink(RedisAddress target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::serve);
  }

  public RedisAddress address() {
    return new RedisAddress("127.0.0.1", door.getLocalPort(), target.password(), target.database());
  }

  public void cut() {
    cut = true;
    open.forEach(RedisLink::close);
  }

  public void mend() {
    cut = false;
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        open.add(near);
        if (cut) {
          close(near);
          continue;
        }
        Socket far = new Socket(target.host(), target.port());
        open.add(far);
        daemon(() -> copy(near, far));
        daemon(() -> copy(far, near));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side is gone, so both go.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "redis-link");
    thread.setDaemon(true);
    thread.start();
  }
}
