package com.jitsu.benchmarks.ingest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A kept connection with at most one request under way; for the driver's thread alone. */
final class Connection {

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer request;
  private final AnswerReader answer = new AnswerReader();
  private long dueNanos;
  private boolean waiting;

  private Connection(SocketChannel channel, SelectionKey key, int longestRequest) {
    this.channel = channel;
    this.key = key;
    this.request = ByteBuffer.allocateDirect(longestRequest);
    key.attach(this);
  }

  /** Begins to connect; the selector tells when {@link #connect} is to be called. */
  static Connection open(InetSocketAddress server, Selector selector, int longestRequest)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      int wanted = channel.connect(server) ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
      SelectionKey key = channel.register(selector, wanted);
      return new Connection(channel, key, longestRequest);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  boolean isConnected() {
    return channel.isConnected();
  }

  void connect() throws IOException {
    if (channel.finishConnect()) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /**
   * @param dueNanos when it should have been sent, on the clock of {@link System#nanoTime()}
   */
  void send(RequestTemplate template, long firstNumber, long dueNanos) throws IOException {
    this.dueNanos = dueNanos;
    waiting = true;
    answer.next();
    template.render(firstNumber, request);
    write();
  }

  /** Goes on with a request that the socket did not take whole. */
  void write() throws IOException {
    channel.write(request);
    int wanted =
        request.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /**
   * Reads what has come, through the driver's buffer.
   *
   * @return whether the answer is whole
   * @throws IOException also when the server closed the connection
   */
  boolean read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new IOException("the server closed the connection");
    }
    buffer.flip();
    if (!buffer.hasRemaining()) {
      return false;
    }
    try {
      if (!waiting) {
        throw new IllegalArgumentException("an answer to nothing");
      }
      return answer.take(buffer);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** To be called once the answer was looked at. */
  void answered() {
    waiting = false;
  }

  boolean isWaiting() {
    return waiting;
  }

  long dueNanos() {
    return dueNanos;
  }

  AnswerReader answer() {
    return answer;
  }

  void close() {
    waiting = false;
    try {
      channel.close();
    } catch (IOException e) {
      // It is not needed any more, whatever became of it.
      key.cancel();
    }
  }
}
