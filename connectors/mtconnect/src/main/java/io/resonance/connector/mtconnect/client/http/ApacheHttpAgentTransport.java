package io.resonance.connector.mtconnect.client.http;

import io.resonance.connector.mtconnect.source.MtConnectAccess;
import io.resonance.connector.mtconnect.source.MtConnectAccess.Proxy;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectCredentials.Anonymous;
import io.resonance.connector.mtconnect.source.MtConnectCredentials.Basic;
import io.resonance.connector.mtconnect.source.MtConnectCredentials.Bearer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;

/**
 * Requests through Apache HttpClient: any number of agents on one network thread, and two workers
 * that look up names and read secrets (one network thread more per other set of TLS files or other
 * proxy). Redirects are never followed, nothing is sent a second time by itself.
 *
 * <p>TLS files and secrets are read for each new connection, so that a change needs no restart;
 * connections that are open go on.
 */
public final class ApacheHttpAgentTransport implements AgentTransport {
  private static final int WORKERS = 2;

  private final ExecutorService workers;
  private final Map<Way, HttpWay> ways = new HashMap<>();
  private boolean closed;

  /** What requests must have in common to share connections. */
  private record Way(TlsFiles files, Proxy proxy) {}

  /** A transport of its own threads; close it. */
  public ApacheHttpAgentTransport() {
    AtomicInteger number = new AtomicInteger();
    workers =
        Executors.newFixedThreadPool(
            WORKERS,
            task -> {
              Thread thread = new Thread(task, "mtconnect-request-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public Exchange get(MtConnectAgent agent, AgentRequest request, Consumer<Event> events) {
    HttpExchange exchange = new HttpExchange(events);
    try {
      workers.execute(() -> send(agent.access(), request, exchange));
    } catch (RejectedExecutionException e) {
      exchange.fail("the source is being closed");
    }
    return exchange;
  }

  @Override
  public void close() {
    workers.shutdownNow();
    synchronized (ways) {
      closed = true;
      ways.values().forEach(HttpWay::close);
      ways.clear();
    }
  }

  private void send(MtConnectAccess access, AgentRequest request, HttpExchange exchange) {
    try {
      AsyncRequestBuilder builder =
          AsyncRequestBuilder.create(Method.GET.name())
              .setUri(request.target())
              .addHeader("Accept", request.accept())
              .addHeader("Accept-Encoding", "gzip");
      authorize(access, builder);
      HttpClientContext context = HttpClientContext.create();
      if (access.proxy() instanceof Proxy.Http proxy) {
        authorize(proxy, context);
      }
      AsyncRequestProducer producer = builder.build();
      synchronized (ways) {
        if (closed) {
          exchange.fail("the source is being closed");
        } else {
          way(access).send(producer, exchange, context);
        }
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      exchange.fail(String.valueOf(e.getMessage()));
    }
  }

  // Under the lock of the ways.
  private HttpWay way(MtConnectAccess access) {
    Way key = new Way(TlsFiles.of(access), access.proxy());
    HttpWay open = ways.get(key);
    if (open != null && open.isCurrent()) {
      return open;
    }
    HttpWay fresh = HttpWay.open(key.files(), key.proxy());
    if (open != null) {
      open.retire();
    }
    ways.put(key, fresh);
    return fresh;
  }

  private static void authorize(MtConnectAccess access, AsyncRequestBuilder builder) {
    if (access.credentials() instanceof Basic basic) {
      String pair = basic.user() + ":" + basic.password().read();
      builder.addHeader(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    } else if (access.credentials() instanceof Bearer bearer) {
      builder.addHeader("Authorization", "Bearer " + bearer.token().read());
    } else if (!(access.credentials() instanceof Anonymous)) {
      throw new IllegalStateException("Unknown credentials");
    }
  }

  private static void authorize(Proxy.Http proxy, HttpClientContext context) {
    if (proxy.credentials() instanceof Basic basic) {
      BasicCredentialsProvider known = new BasicCredentialsProvider();
      known.setCredentials(
          new AuthScope(proxy.url().getHost(), proxy.url().getPort()),
          new UsernamePasswordCredentials(basic.user(), basic.password().read().toCharArray()));
      context.setCredentialsProvider(known);
    }
  }
}
