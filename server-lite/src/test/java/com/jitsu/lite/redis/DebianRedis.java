package com.jitsu.lite.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.util.SafeEncoder;

/**
 * A Redis that no server of ours started: the machine's own program, on a free loopback port, in a
 * folder of the test. It can be killed, stopped in its tracks and started again.
 */
public final class DebianRedis implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/redis-server");
  private static final int PORTS_TO_TRY = 5;

  private final Path folder;
  private final int port;
  private final List<String> arguments;
  private Process process;
  private int lives;

  private DebianRedis(Path folder, int port, List<String> arguments) {
    this.folder = folder;
    this.port = port;
    this.arguments = arguments;
  }

  /** Skips the test, or fails it where the environment says that Redis must be there. */
  public static void require() {
    boolean there = Files.isExecutable(PROGRAM);
    List<String> required =
        List.of(System.getenv().getOrDefault("JITSU_REQUIRE", "").trim().split(" +"));
    if (!there && required.contains("redis")) {
      throw new AssertionError(PROGRAM + " is missing: apt-get install redis-server");
    }
    assumeTrue(there, PROGRAM + " is missing: apt-get install redis-server");
  }

  /** Returns when it is ready; {@code PORT} in the arguments stands for its port. */
  public static DebianRedis start(Path folder, String... arguments) {
    require();
    IllegalStateException failure = null;
    for (int tries = 0; tries < PORTS_TO_TRY; tries++) {
      try {
        Files.createDirectories(folder);
        DebianRedis redis = new DebianRedis(folder, freePort(), List.of(arguments));
        redis.startAgain();
        return redis;
      } catch (IllegalStateException e) {
        failure = e;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    throw failure;
  }

  public int port() {
    return port;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** After {@link #kill}: at the same port with the same data, and what else is told. */
  public void startAgain(String... more) {
    Path log = folder.resolve("redis-" + lives++ + ".log");
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    if (arguments.contains("--sentinel")) {
      command.add(folder.resolve("sentinel.conf").toString());
    }
    command.addAll(
        List.of("--dir", folder.toString(), "--bind", "127.0.0.1", "--protected-mode", "no"));
    if (!arguments.contains("--sentinel")) {
      command.addAll(List.of("--save", "", "--appendonly", "yes"));
    }
    if (!arguments.contains("PORT")) {
      command.addAll(List.of("--port", "PORT"));
    }
    command.addAll(arguments);
    command.addAll(List.of(more));
    command.replaceAll(word -> word.equals("PORT") ? Integer.toString(port) : word);
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Until.until("Redis is ready or has ended", () -> isReady(log) || !process.isAlive());
      if (!process.isAlive()) {
        throw new IllegalStateException("Redis does not start: " + Files.readString(log));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    Until.until("the end of Redis", () -> !process.isAlive());
  }

  /** SIGSTOP: connections stay open and nothing is answered. */
  public void stop() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void goOn() {
    signal("CONT");
  }

  /** What an administrator says with redis-cli, as the user given; null: the default one. */
  public Object command(String user, String password, String... words) {
    DefaultJedisClientConfig login =
        DefaultJedisClientConfig.builder()
            .serverDefaultProtocol()
            .user(user)
            .password(password)
            .build();
    try (Connection connection = new Connection(new HostAndPort("127.0.0.1", port), login)) {
      ProtocolCommand command = () -> SafeEncoder.encode(words[0]);
      String[] rest = List.of(words).subList(1, words.length).toArray(String[]::new);
      Object answer = connection.executeCommand(arguments(command, rest));
      return answer instanceof byte[] bytes ? SafeEncoder.encode(bytes) : answer;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static CommandArguments arguments(ProtocolCommand command, String... rest) {
    return new CommandArguments(command).addObjects((Object[]) rest);
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isReady(Path log) {
    try {
      String text = Files.readString(log);
      return text.contains("Ready to accept connections") || text.contains("Sentinel ID is");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
