package io.resonance.connector.mtconnect.client;

import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectCredentials.Anonymous;
import io.resonance.connector.mtconnect.source.MtConnectCredentials.Basic;
import io.resonance.connector.mtconnect.source.MtConnectCredentials.Bearer;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Requests through the JDK's HTTP client: any number of agents on one selector thread and two
 * workers (one selector more per different trust store). Redirects are never followed.
 */
public final class JdkHttpAgentTransport implements AgentTransport {
  private static final int WORKERS = 2;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final ExecutorService workers;
  private final Map<String, HttpClient> clients = new HashMap<>();

  /** A transport of its own threads; close it. */
  public JdkHttpAgentTransport() {
    AtomicInteger number = new AtomicInteger();
    workers =
        Executors.newFixedThreadPool(
            WORKERS,
            task -> {
              Thread thread = new Thread(task, "mtconnect-http-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public Exchange get(MtConnectAgent agent, AgentRequest asked, Consumer<Event> events) {
    Request request = new Request(events);
    try {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(asked.target()).header("Accept", asked.accept()).GET();
      authorize(agent, builder);
      CompletableFuture<HttpResponse<Void>> answer =
          client(agent).sendAsync(builder.build(), request::head);
      request.sent(answer);
    } catch (IllegalArgumentException e) {
      request.fail(e.getMessage());
    }
    return request;
  }

  @Override
  public void close() {
    workers.shutdownNow();
    synchronized (clients) {
      clients.clear();
    }
  }

  private HttpClient client(MtConnectAgent agent) {
    synchronized (clients) {
      return clients.computeIfAbsent(agent.trust(), this::newClient);
    }
  }

  private HttpClient newClient(String trust) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(workers);
    if (!trust.isEmpty()) {
      builder.sslContext(PemTrust.context(trust));
    }
    return builder.build();
  }

  private static void authorize(MtConnectAgent agent, HttpRequest.Builder builder) {
    if (agent.credentials() instanceof Basic basic) {
      String pair = basic.user() + ":" + basic.password().read();
      builder.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    } else if (agent.credentials() instanceof Bearer bearer) {
      builder.header("Authorization", "Bearer " + bearer.token().read());
    } else if (!(agent.credentials() instanceof Anonymous)) {
      throw new IllegalStateException("Unknown credentials of agent " + agent.id());
    }
  }

  /** One request and the flow of its body. */
  private static final class Request implements Exchange, HttpResponse.BodySubscriber<Void> {
    private final Consumer<Event> events;
    private final CompletableFuture<Void> body = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private CompletableFuture<?> answer = new CompletableFuture<>();
    private Flow.Subscription subscription;
    private long wanted;
    private boolean cancelled;

    Request(Consumer<Event> events) {
      this.events = events;
    }

    void sent(CompletableFuture<HttpResponse<Void>> future) {
      synchronized (this) {
        answer = future;
      }
      CompletableFuture<Void> watched =
          future.handle(
              (response, failure) -> {
                if (failure != null) {
                  fail(reason(failure));
                }
                return null;
              });
      if (watched.isCancelled()) {
        fail("The request was cancelled");
      }
    }

    HttpResponse.BodySubscriber<Void> head(HttpResponse.ResponseInfo info) {
      events.accept(
          new Head(
              info.statusCode(),
              info.headers().firstValue("content-type").orElse(""),
              info.headers().firstValue("location").orElse("")));
      return this;
    }

    void fail(String why) {
      if (over.compareAndSet(false, true)) {
        events.accept(new Failed(why));
      }
    }

    @Override
    public void more() {
      synchronized (this) {
        if (subscription == null) {
          wanted++;
          return;
        }
      }
      subscription.request(1);
    }

    @Override
    public void cancel() {
      over.set(true);
      CompletableFuture<?> pending;
      Flow.Subscription flowing;
      synchronized (this) {
        cancelled = true;
        pending = answer;
        flowing = subscription;
      }
      if (flowing != null) {
        flowing.cancel();
      }
      // Reaches a request whose head has not come: the connection is closed.
      pending.cancel(true);
    }

    @Override
    public CompletionStage<Void> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription flow) {
      long now;
      synchronized (this) {
        subscription = flow;
        now = wanted;
        if (cancelled) {
          flow.cancel();
          return;
        }
      }
      if (now > 0) {
        flow.request(now);
      }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      if (!over.get()) {
        events.accept(new Bytes(buffers));
      }
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
      fail(reason(failure));
    }

    @Override
    public void onComplete() {
      body.complete(null);
      if (over.compareAndSet(false, true)) {
        events.accept(new Ended());
      }
    }

    private static String reason(Throwable failure) {
      Throwable cause = failure;
      while (cause.getCause() != null
          && (cause.getMessage() == null
              || cause instanceof java.util.concurrent.CompletionException)) {
        cause = cause.getCause();
      }
      String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
      String kind =
          cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
              ? "no connection"
              : "the connection broke";
      return "%s (%s%s)".formatted(kind, cause.getClass().getSimpleName(), message);
    }
  }
}
