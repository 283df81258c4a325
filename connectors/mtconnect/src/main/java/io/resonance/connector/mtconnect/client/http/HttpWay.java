package io.resonance.connector.mtconnect.client.http;

import io.resonance.connector.mtconnect.source.MtConnectAccess.Proxy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The connections that share TLS files and a proxy, with the files as they were when opened. */
final class HttpWay {
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final int BUFFER = 32 * 1024;
  private static final int MOST_CONNECTIONS = 10_000;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final CloseableHttpAsyncClient client;
  private final TlsFiles files;
  private final String state;
  private long looked;
  private int underWay;
  private boolean retired;

  private HttpWay(CloseableHttpAsyncClient client, TlsFiles files, String state) {
    this.client = client;
    this.files = files;
    this.state = state;
    this.looked = System.nanoTime();
  }

  /**
   * Reads the files and starts a client.
   *
   * @throws IllegalArgumentException if a file cannot be used
   */
  static HttpWay open(TlsFiles files, Proxy proxy) {
    String state = files.state();
    ClientTlsStrategyBuilder tls =
        ClientTlsStrategyBuilder.create()
            .setHostVerificationPolicy(HostnameVerificationPolicy.BOTH)
            .setHostnameVerifier(new DefaultHostnameVerifier());
    files.context().ifPresent(tls::setSslContext);
    HttpAsyncClientBuilder builder =
        HttpAsyncClients.custom()
            .setConnectionManager(
                PoolingAsyncClientConnectionManagerBuilder.create()
                    .setTlsStrategy(tls.buildAsync())
                    .setMaxConnTotal(MOST_CONNECTIONS)
                    .setMaxConnPerRoute(MOST_CONNECTIONS)
                    .setDefaultTlsConfig(
                        TlsConfig.custom()
                            .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                            .setHandshakeTimeout(CONNECT)
                            .build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                            .build())
                    .build())
            // The watchdog of the session decides how long silence may last.
            .setIOReactorConfig(
                IOReactorConfig.custom()
                    .setIoThreadCount(1)
                    .setSoTimeout(Timeout.DISABLED)
                    .setTcpNoDelay(true)
                    .setSoKeepAlive(true)
                    .build())
            .setHttp1Config(
                Http1Config.custom()
                    .setBufferSize(BUFFER)
                    .setInitialWindowSize(HttpExchange.WINDOW)
                    .setMaxLineLength(16 * 1024)
                    .setMaxHeaderCount(100)
                    .setMaxEmptyLineCount(10)
                    .build())
            .setThreadFactory(HttpWay::thread)
            .setUserAgent("resonance-mtconnect")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement();
    if (proxy instanceof Proxy.Http http) {
      builder.setProxy(new HttpHost("http", http.url().getHost(), http.url().getPort()));
    }
    CloseableHttpAsyncClient client = builder.build();
    client.start();
    return new HttpWay(client, files, state);
  }

  /** False when a file has changed since; files are looked at once a second at most. */
  boolean isCurrent() {
    long now = System.nanoTime();
    if (now - looked < LOOK_NANOS) {
      return true;
    }
    looked = now;
    return files.state().equals(state);
  }

  synchronized void send(
      AsyncRequestProducer request, HttpExchange exchange, HttpClientContext context) {
    underWay++;
    exchange.sent(client.execute(request, exchange, null, context, new Done()));
  }

  /** Sends nothing more; ends with its last connection. */
  synchronized void retire() {
    retired = true;
    if (underWay == 0) {
      client.close(CloseMode.GRACEFUL);
    }
  }

  void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  private synchronized void ended() {
    underWay--;
    if (retired && underWay == 0) {
      client.initiateShutdown();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "mtconnect-http-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** Counts requests down. */
  private final class Done implements FutureCallback<Void> {
    @Override
    public void completed(Void result) {
      ended();
    }

    @Override
    public void failed(Exception why) {
      ended(); // the exchange itself is told why
    }

    @Override
    public void cancelled() {
      ended();
    }
  }
}
