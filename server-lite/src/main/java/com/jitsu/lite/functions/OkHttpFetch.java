package com.jitsu.lite.functions;

import static java.util.Objects.requireNonNull;

import com.jitsu.sdk.host.FunctionFetch;
import com.jitsu.sdk.host.HostException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * {@code context.fetch} over HTTP/1.1, as its standard has it where functions can tell: redirects,
 * decompression, what a request may hold. No cookies, no cache, no key of anybody but the function.
 *
 * <p>The future that it returns may be cancelled, which ends the exchange. Time counts from the
 * call, so also while a call waits because too many are under way.
 */
public final class OkHttpFetch implements FunctionFetch, AutoCloseable {

  private static final int AT_ONCE = 64;
  private static final int AT_ONCE_PER_HOST = 16;
  private static final int IDLE_CONNECTIONS = 16;

  /** Less than the 5 seconds after which Node.js for one closes a connection. */
  private static final int IDLE_SECONDS = 4;

  private final String userAgent;
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor watchdog;
  private final OkHttpClient client;
  private final OkHttpClient onceClient;
  private final Set<FetchExchange> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param userAgent unless the function gives one
   */
  public OkHttpFetch(AddressRules rules, String userAgent) {
    this(rules, userAgent, Dns.SYSTEM);
  }

  OkHttpFetch(AddressRules rules, String userAgent, Dns dns) {
    this.userAgent = requireNonNull(userAgent);
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemons("fetch"));
    this.watchdog = new ScheduledThreadPoolExecutor(1, daemons("fetch-watchdog"));
    watchdog.setRemoveOnCancelPolicy(true);
    this.client = client(rules, dns, threads);
    // What is not repeatable is not sent again over a new connection when an old one breaks.
    this.onceClient = client.newBuilder().retryOnConnectionFailure(false).build();
  }

  private static OkHttpClient client(AddressRules rules, Dns dns, ThreadPoolExecutor threads) {
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(AT_ONCE);
    dispatcher.setMaxRequestsPerHost(AT_ONCE_PER_HOST);
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
            // Over HTTP/2 a connection of one host may be used for another one.
            .protocols(List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .dns(dns);
    if (rules.forbidLocal()) {
      // Behind a proxy nobody here knows the address.
      builder
          .proxy(Proxy.NO_PROXY)
          .socketFactory(new CheckedSockets(rules))
          .dns(host -> named(host, dns.lookup(host)));
    }
    return builder.build();
  }

  /** The rules ask for the name that was asked for, whatever the resolver calls it. */
  private static List<InetAddress> named(String host, List<InetAddress> addresses)
      throws UnknownHostException {
    List<InetAddress> named = new ArrayList<>(addresses.size());
    for (InetAddress address : addresses) {
      named.add(InetAddress.getByAddress(host, address.getAddress()));
    }
    return named;
  }

  @Override
  public CompletableFuture<Reply> fetch(Request request) {
    try {
      if (closed) {
        throw stopping();
      }
      okhttp3.Request first = FetchRequests.of(request, userAgent);
      FetchExchange exchange = new FetchExchange(this::call, request.maxBodyBytes());
      open.add(exchange);
      ScheduledFuture<?> alarm =
          watchdog.schedule(
              () -> exchange.fail(tooLate(request.timeoutMillis())),
              request.timeoutMillis(),
              TimeUnit.MILLISECONDS);
      CompletableFuture<Reply> reply = exchange.reply();
      var unused =
          reply.whenComplete(
              (done, failed) -> {
                alarm.cancel(false);
                open.remove(exchange);
              });
      exchange.send(first);
      if (closed) {
        exchange.fail(stopping());
      }
      return reply;
    } catch (HostException e) {
      return CompletableFuture.failedFuture(e);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(stopping());
    }
  }

  private Call call(okhttp3.Request request) {
    String method = request.method();
    boolean once = method.equals("POST") || method.equals("PATCH");
    return (once ? onceClient : client).newCall(request);
  }

  private static HostException tooLate(long millis) {
    return new HostException("Fetch request exceeded timeout " + millis + "ms and was aborted");
  }

  private static HostException stopping() {
    return new HostException("TypeError", "fetch failed: the server is being stopped");
  }

  /** Ends what is under way, each with an error; idempotent. */
  @Override
  public void close() {
    closed = true;
    open.forEach(exchange -> exchange.fail(stopping()));
    watchdog.shutdownNow();
    threads.shutdown();
    client.connectionPool().evictAll();
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
