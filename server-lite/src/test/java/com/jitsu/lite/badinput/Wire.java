package com.jitsu.lite.badinput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A connection that sends any bytes and takes nothing for an answer that is not one. */
final class Wire implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  /**
   * @param deadline {@link System#nanoTime()} at which the whole run is given up
   */
  Wire(int port, long deadline) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 16_384);
  }

  /** False when the other end does not take it all, as it may. */
  boolean send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Sends and says that nothing more comes; then all that is answered until the other end closes.
   */
  Ended exchange(byte[] bytes, boolean head) throws IOException {
    if (send(bytes)) {
      try {
        socket.shutdownOutput();
      } catch (IOException gone) {
        // It closed first.
      }
    }
    List<Answer> answers = new ArrayList<>();
    try {
      Optional<Answer> next = answer(head);
      while (next.isPresent()) {
        answers.add(next.get());
        next = answer(head);
      }
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (java.net.SocketException reset) {
      return new Ended(answers, true);
    }
    return new Ended(answers, false);
  }

  /**
   * @param reset whether the other end closed before it had read everything
   */
  record Ended(List<Answer> answers, boolean reset) {}

  /** The next answer; empty when the connection is closed before its first byte. */
  Optional<Answer> answer(boolean head) throws IOException {
    String line = line();
    if (line == null) {
      return Optional.empty();
    }
    if (!line.matches("HTTP/1\\.1 [1-5][0-9][0-9]( .*)?")) {
      throw new MalformedAnswer("no status line: " + line);
    }
    int status = Integer.parseInt(line.substring(9, 12));
    Map<String, String> headers = headers();
    if (status == 100) {
      return answer(head);
    }
    return Optional.of(new Answer(status, headers, body(status, headers, head)));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    String line = line();
    while (line != null && !line.isEmpty()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new MalformedAnswer("no header: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
      line = line();
    }
    if (line == null) {
      throw new MalformedAnswer("cut in its headers: " + headers);
    }
    return headers;
  }

  private byte[] body(int status, Map<String, String> headers, boolean head) throws IOException {
    if (head && "close".equals(headers.get("connection"))) {
      // Who cannot read the line does not know either that it was a HEAD.
      return in.readAllBytes();
    }
    if (head && status == 400 && nextIs('{')) {
      // The same, of HTTP/1.0, where nobody says that this is the end.
      byte[] body = in.readAllBytes();
      if (!new String(body, UTF_8).contains("JITSU-0504")) {
        throw new MalformedAnswer("a body after HEAD: " + new String(body, UTF_8));
      }
      return body;
    }
    if (head || status == 204 || status == 304) {
      return new byte[0];
    }
    String length = headers.get("content-length");
    if (length == null) {
      throw new MalformedAnswer("of unknown length: " + headers);
    }
    int bytes = Integer.parseInt(length);
    byte[] body = in.readNBytes(bytes);
    if (body.length < bytes) {
      throw new MalformedAnswer("cut after " + body.length + " of " + bytes);
    }
    return body;
  }

  private boolean nextIs(char wanted) throws IOException {
    in.mark(1);
    int next = in.read();
    in.reset();
    return next == wanted;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = in.read();
    }
    String text = line.toString(ISO_8859_1);
    if (next < 0 || !text.endsWith("\r")) {
      throw new MalformedAnswer("a line without its end: " + text);
    }
    return text.substring(0, text.length() - 1);
  }

  /** Ends it at once, with whatever is still under way. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The server sent what no client can read. */
  static final class MalformedAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedAnswer(String what) {
      super(what);
    }
  }
}
