package com.jitsu.lite.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events to one client, for as long as it stays; see {@link Reply#events}.
 *
 * <p>Thread-safe, and nothing here waits: what the client has not read yet is kept up to a
 * megabyte, and no thread is held meanwhile. Beyond that, {@link #offer} does not take an event,
 * and {@link #send} counts it and tells the client later how many it missed:
 *
 * <pre>
 * event: gap
 * data: {"missed":17}
 * </pre>
 *
 * While there is nothing to tell, a comment line every now and then keeps the connection open and
 * finds out whether anybody still listens.
 */
public final class EventStream {

  private static final Logger log = LoggerFactory.getLogger(EventStream.class);

  private static final int MOST_WAITING_BYTES = 1 << 20;
  private static final int PER_WRITE_BYTES = 64 << 10;
  private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);
  private static final byte[] RETRY = "retry: 2000\n\n".getBytes(UTF_8);

  private final Content.Sink client;
  private final Callback callback;
  private final Executor threads;
  private final Scheduler scheduler;
  private final Duration heartbeat;
  private final Writer writer = new Writer();
  // All below are guarded by this.
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private final List<Runnable> whenClosed = new ArrayList<>();
  private int waitingBytes;
  private long missed;
  private boolean writing;
  private boolean ended;
  private boolean closed;
  private @Nullable Runnable whenRoom;
  private Scheduler.@Nullable Task beat;

  EventStream(
      Content.Sink client,
      Callback callback,
      Executor threads,
      Scheduler scheduler,
      Duration heartbeat) {
    this.client = client;
    this.callback = callback;
    this.threads = threads;
    this.scheduler = scheduler;
    this.heartbeat = heartbeat;
  }

  /** Sends the line that says how soon to come again, and with it the headers. */
  void begin(Consumer<EventStream> opened) {
    synchronized (this) {
      put(RETRY);
    }
    write();
    scheduleHeartbeat();
    try {
      opened.accept(this);
    } catch (RuntimeException e) {
      log.error("an event stream could not begin", e);
      end();
    }
  }

  /**
   * Sends an event, unless the client is too far behind.
   *
   * @param id with which the client asks for what comes after it ({@code Last-Event-ID}); null:
   *     that of the event before
   * @param event its name; null: {@code message}
   * @param data UTF-8
   * @return whether it was taken; never after the end
   */
  public boolean offer(@Nullable String id, @Nullable String event, byte[] data) {
    synchronized (this) {
      if (ended || closed || isFull()) {
        return false;
      }
      tellGap();
      put(frame(id, event, data));
    }
    write();
    return true;
  }

  /** Sends an event; one that the client is too far behind for is counted as missed. */
  public void send(@Nullable String id, @Nullable String event, byte[] data) {
    if (!offer(id, event, data)) {
      synchronized (this) {
        missed++;
      }
    }
  }

  /**
   * Calls once, on a thread of the server, as soon as most of what waited is with the client. Only
   * the last that asked is called.
   */
  public void whenRoom(Runnable then) {
    synchronized (this) {
      if (closed || ended) {
        return;
      }
      whenRoom = then;
    }
    write();
  }

  /** Calls once when the stream is over, whoever ended it; at once if it is. */
  public void whenClosed(Runnable then) {
    synchronized (this) {
      if (!closed) {
        whenClosed.add(then);
        return;
      }
    }
    then.run();
  }

  /** Ends the stream after what waits; the client may come again. Idempotent. */
  public void end() {
    synchronized (this) {
      ended = true;
    }
    write();
  }

  /** The connection is lost. */
  void fail(Throwable cause) {
    writer.abort(cause);
  }

  private boolean isFull() {
    return waitingBytes >= MOST_WAITING_BYTES;
  }

  private void tellGap() {
    if (missed > 0) {
      put(frame(null, "gap", ("{\"missed\":" + missed + "}").getBytes(UTF_8)));
      missed = 0;
    }
  }

  private void put(byte[] frame) {
    waiting.add(frame);
    waitingBytes += frame.length;
  }

  private static byte[] frame(@Nullable String id, @Nullable String event, byte[] data) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(data.length + 64);
    if (id != null) {
      frame.writeBytes(("id: " + id + "\n").getBytes(UTF_8));
    }
    if (event != null) {
      frame.writeBytes(("event: " + event + "\n").getBytes(UTF_8));
    }
    frame.writeBytes("data: ".getBytes(UTF_8));
    for (byte each : data) {
      frame.write(each);
      if (each == '\n') {
        frame.writeBytes("data: ".getBytes(UTF_8));
      }
    }
    frame.writeBytes("\n\n".getBytes(UTF_8));
    return frame.toByteArray();
  }

  /** On a thread of the server: who sends has other things to do than sockets. */
  private void write() {
    synchronized (this) {
      if (writing || closed) {
        return;
      }
      writing = true;
    }
    threads.execute(writer::iterate);
  }

  /** What to write next; empty at the end of the stream, null while there is nothing. */
  private byte @Nullable [] next() {
    Runnable then = null;
    byte[] part;
    boolean nothing;
    synchronized (this) {
      if (waiting.isEmpty()) {
        tellGap();
      }
      part = gather();
      if (waitingBytes <= MOST_WAITING_BYTES / 2 && whenRoom != null) {
        then = whenRoom;
        whenRoom = null;
      }
      nothing = part.length == 0 && !ended;
      writing = !nothing;
    }
    if (then != null) {
      threads.execute(then);
    }
    return nothing ? null : part;
  }

  private byte[] gather() {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    byte[] first = waiting.peek();
    while (first != null && (part.size() == 0 || part.size() + first.length <= PER_WRITE_BYTES)) {
      part.writeBytes(first);
      waitingBytes -= first.length;
      waiting.remove();
      first = waiting.peek();
    }
    return part.toByteArray();
  }

  private void scheduleHeartbeat() {
    synchronized (this) {
      if (!closed && !ended) {
        beat = scheduler.schedule(this::beat, heartbeat.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private void beat() {
    synchronized (this) {
      if (waiting.isEmpty() && !writing && !ended) {
        put(HEARTBEAT);
      }
    }
    write();
    scheduleHeartbeat();
  }

  private void over(@Nullable Throwable failure) {
    List<Runnable> told;
    synchronized (this) {
      closed = true;
      waiting.clear();
      waitingBytes = 0;
      whenRoom = null;
      if (beat != null) {
        beat.cancel();
      }
      told = List.copyOf(whenClosed);
      whenClosed.clear();
    }
    if (failure == null) {
      callback.succeeded();
    } else {
      callback.failed(failure);
    }
    told.forEach(Runnable::run);
  }

  /** One write after the other. */
  private final class Writer extends IteratingCallback {

    private boolean last;

    @Override
    protected Action process() {
      if (last) {
        return Action.SUCCEEDED;
      }
      byte[] part = next();
      if (part == null) {
        return Action.IDLE;
      }
      last = part.length == 0;
      client.write(last, last ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(part), this);
      return Action.SCHEDULED;
    }

    @Override
    protected void onCompleted(@Nullable Throwable failure) {
      over(failure);
    }
  }
}
