package com.jitsu.benchmarks.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jitsu.sdk.engine.ProfileFunction;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A slice of time in which profile after profile is run. */
final class Slice {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int CHUNK_EVENTS = 3_600;

  private final Functions functions;
  private final String function;
  private final int size;

  Slice(Functions functions, String function, int size) {
    this.functions = functions;
    this.function = function;
    this.size = size;
  }

  /** What one thread did. */
  private record Done(long events, long nanos, long bytes, long waited) {}

  /** Puts {@code events}, {@code nanos}, {@code bytes} and {@code waited} into the answer. */
  void run(int threads, long nanos, ObjectNode answer) throws IOException {
    List<List<byte[]>> profiles = functions.profiles(size);
    List<FutureTask<Done>> tasks = new ArrayList<>();
    CountDownLatch together = new CountDownLatch(threads);
    for (ProfileFunction each : functions.load(function, threads)) {
      int start = tasks.size() * profiles.size() / threads;
      tasks.add(
          new FutureTask<>(
              () -> {
                together.countDown();
                together.await();
                return loop(each, profiles, start, nanos);
              }));
    }
    long guestsWaited = GuestThreads.waited();
    long bytes = GuestThreads.allocatedBytes();
    // The first runs in this thread: one thread is measured where it was warmed up.
    tasks.stream().skip(1).forEach(task -> new Thread(task, "slice").start());
    tasks.get(0).run();
    long events = 0;
    long longest = 0;
    double eventsPerNano = 0;
    List<Done> all = new ArrayList<>();
    for (FutureTask<Done> task : tasks) {
      all.add(result(task));
    }
    // While a caller waits for its guest, the guest may wait for a processor.
    guestsWaited = (GuestThreads.waited() - guestsWaited) / threads;
    bytes = GuestThreads.allocatedBytes() - bytes;
    for (Done done : all) {
      events += done.events();
      longest = Math.max(longest, done.nanos());
      bytes += done.bytes();
      eventsPerNano += (double) done.events() / (done.nanos() - done.waited() - guestsWaited);
    }
    long worked = Math.round(events / eventsPerNano);
    answer.put("events", events).put("nanos", longest).put("bytes", bytes);
    answer.put("waited", Math.max(0, longest - worked));
  }

  private Done loop(ProfileFunction function, List<List<byte[]>> profiles, int first, long nanos) {
    // As many at once as the server reads of a history: 4 MB, 100 profiles at most.
    int chunk = Math.max(1, Math.min(100, CHUNK_EVENTS / size));
    int next = first;
    long events = 0;
    // The clock runs around the other counters: no wait may count that is not in the time.
    long start = System.nanoTime();
    long waited = RunQueue.waited();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    do {
      int end = Math.min(next + chunk, profiles.size());
      functions.run(function, profiles.subList(next, end));
      events += (long) size * (end - next);
      next = end == profiles.size() ? 0 : end;
    } while (System.nanoTime() - start < nanos);
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    waited = RunQueue.waited() - waited;
    return new Done(events, System.nanoTime() - start, bytes, waited);
  }

  private static Done result(FutureTask<Done> task) {
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a thread of the slice failed", e);
    }
  }
}
