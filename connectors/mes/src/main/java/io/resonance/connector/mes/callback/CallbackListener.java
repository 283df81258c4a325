package io.resonance.connector.mes.callback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.resonance.connector.mes.answer.AnswerReader;
import io.resonance.connector.mes.answer.B2mmlAnswer;
import io.resonance.connector.mes.answer.UnreadableAnswerException;
import io.resonance.connector.mes.tls.TlsFiles;
import io.resonance.schema.plant.MesCallbacks;
import io.resonance.schema.plant.MissingSecretException;
import io.resonance.schema.plant.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Front door: where a MES that answers by HTTP posts its Acknowledge and ConfirmBOD documents. TLS
 * 1.2 or 1.3 only; who posts must show the token, or a certificate, or both; bodies, their time and
 * what is under way at once are bounded; nothing is confirmed before it is safe.
 *
 * <table>
 *   <caption>What it answers</caption>
 *   <tr><td>202</td><td>the answer is taken</td></tr>
 *   <tr><td>400</td><td>no answer one can read, or about no message</td></tr>
 *   <tr><td>401</td><td>the token is wrong or missing</td></tr>
 *   <tr><td>405</td><td>not a POST</td></tr>
 *   <tr><td>413</td><td>longer than {@link #MAX_BYTES}</td></tr>
 *   <tr><td>503</td><td>it cannot be kept right now; post it again later</td></tr>
 * </table>
 */
public final class CallbackListener implements AutoCloseable {

  /** Where answers are posted. */
  public static final String PATH = "/b2mml";

  /** Longest answer that is read. */
  public static final int MAX_BYTES = 1 << 20;

  private static final Logger LOGGER = LoggerFactory.getLogger(CallbackListener.class);
  private static final int THREADS = 8;
  private static final int WAITING = 64;
  private static final int PATIENCE_SECONDS = 15;
  private static final long COMPLAIN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final HttpsServer server;
  private final ThreadPoolExecutor threads;
  private final Secret token;
  private final AnswerTaker taker;
  private final AnswerReader reader = new AnswerReader();
  private long complainedAt = System.nanoTime() - COMPLAIN_EVERY_NANOS;

  private CallbackListener(HttpsServer server, Secret token, AnswerTaker taker) {
    this.server = server;
    this.token = token;
    this.taker = taker;
    // where all are busy the one that accepts connections works too, and so accepts no more
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            CallbackListener::daemon,
            new ThreadPoolExecutor.CallerRunsPolicy());
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  /**
   * Listens from now on.
   *
   * @throws IOException if the port is in use or the address is not one of this machine
   * @throws IllegalArgumentException if the certificate, its key or the authorities cannot be used
   * @throws MissingSecretException if the token has no value
   */
  public static CallbackListener start(MesCallbacks.Listener settings, AnswerTaker taker)
      throws IOException {
    boundTime("sun.net.httpserver.maxReqTime");
    boundTime("sun.net.httpserver.maxRspTime");
    boolean open = settings.token().scheme() == Secret.Scheme.NONE;
    if (open ? !settings.asksForCertificate() : settings.token().reveal().isBlank()) {
      throw new IllegalArgumentException(
          "`mes: answers: callbacks` has neither a token with a value nor trust, so anyone could answer in the name of the MES.");
    }
    SSLContext context = TlsFiles.of(settings).context();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters connection) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            tls.setNeedClientAuth(settings.asksForCertificate());
            connection.setSSLParameters(tls);
          }
        });
    CallbackListener listener = new CallbackListener(server, settings.token(), taker);
    server.start();
    return listener;
  }

  // the JDK's server bounds time by these alone, and reads them once
  private static void boundTime(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, String.valueOf(2 * PATIENCE_SECONDS));
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(1);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        reply(exchange, 404, "Answers are posted to " + PATH + ".");
      } else if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        reply(exchange, 405, "Answers are posted.");
      } else if (!isAuthorized(exchange)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        reply(exchange, 401, "The token is wrong or missing.");
      } else {
        take(exchange);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] document = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
    if (document.length > MAX_BYTES) {
      reply(exchange, 413, "Longer than %d bytes.".formatted(MAX_BYTES));
      return;
    }
    Optional<String> bodId;
    try {
      bodId = reader.read(document).originalBodId();
    } catch (UnreadableAnswerException unreadable) {
      reply(exchange, 400, unreadable.getMessage());
      return;
    }
    if (bodId.isEmpty()) {
      reply(exchange, 400, B2mmlAnswer.WITHOUT_BODID);
      return;
    }
    try {
      var unused = taker.take(bodId.get(), document).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      reply(exchange, 202, "");
    } catch (ExecutionException | TimeoutException failed) {
      complain("An answer could not be kept; the MES was told to post it again later.", failed);
      exchange.getResponseHeaders().set("Retry-After", "10");
      reply(exchange, 503, "It cannot be kept right now; post it again.");
    }
  }

  private boolean isAuthorized(HttpExchange exchange) {
    if (token.scheme() == Secret.Scheme.NONE) {
      return true; // the certificate was asked for in the handshake
    }
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    try {
      byte[] wanted = ("Bearer " + token.reveal()).getBytes(StandardCharsets.UTF_8);
      boolean right =
          shown != null && MessageDigest.isEqual(wanted, shown.getBytes(StandardCharsets.UTF_8));
      if (!right) {
        complain("Someone at %s posted without the right token.".formatted(from(exchange)), null);
      }
      return right;
    } catch (MissingSecretException missing) {
      complain("Nothing is accepted: " + missing.getMessage(), null);
      return false;
    }
  }

  private static String from(HttpExchange exchange) {
    return exchange.getRemoteAddress().getAddress().getHostAddress();
  }

  // not for each request, of which a stranger can send any number
  private synchronized void complain(String what, Exception why) {
    long now = System.nanoTime();
    if (now - complainedAt >= COMPLAIN_EVERY_NANOS) {
      complainedAt = now;
      LOGGER.warn(what, why);
    }
  }

  private static void reply(HttpExchange exchange, int status, String words) throws IOException {
    byte[] body = words.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "mes-callback");
    thread.setDaemon(true);
    return thread;
  }
}
