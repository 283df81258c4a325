package io.resonance.testbed.mes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.resonance.testbed.mes.SimulatedMesOptions.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.SAXException;

/**
 * A MES in this process, on 127.0.0.1: takes B2MML by POST at {@code /b2mml}, validates it, keeps a
 * ledger of effects and answers with Acknowledge documents; shows people at {@code /} what it got;
 * and goes wrong as its script says.
 */
public final class SimulatedMes implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(SimulatedMes.class);
  private static final int THREADS = 16;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int MAX_BODY = 4 << 20;
  private static final String XML = "application/xml; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;
  private final MessageReader reader;
  private final EffectLedger ledger = new EffectLedger();
  private final String root;
  private final Optional<TokenEndpoint> tokens;
  private volatile Login login;
  private volatile FaultPlan faults = FaultPlan.none();

  private SimulatedMes(SimulatedMesOptions options, HttpServer server, MessageReader reader) {
    this.server = server;
    this.reader = reader;
    this.login = options.login();
    this.tokens =
        options.login() instanceof Login.Tokens client
            ? Optional.of(new TokenEndpoint(client))
            : Optional.empty();
    this.root =
        "%s://127.0.0.1:%d/"
            .formatted(
                options.certificate().isPresent() ? "https" : "http",
                server.getAddress().getPort());
    this.threads = Executors.newFixedThreadPool(THREADS, SimulatedMes::daemon);
    server.setExecutor(threads);
    server.createContext("/b2mml", this::takeMessage);
    tokens.ifPresent(endpoint -> server.createContext("/token", endpoint::give));
    server.createContext("/", this::showPage);
  }

  /**
   * Starts a MES that accepts everything that is valid.
   *
   * @throws IOException if the port is in use
   * @throws IllegalArgumentException if the schema folder cannot be used
   */
  public static SimulatedMes start(SimulatedMesOptions options) throws IOException {
    // the server of the JDK waits 40 ms between head and body of an answer without this
    System.setProperty("sun.net.httpserver.nodelay", "true");
    MessageReader reader;
    try {
      reader = new MessageReader(options.schemaFolder());
    } catch (SAXException unusable) {
      throw new IllegalArgumentException(
          "The B2MML schemas in %s cannot be used: %s"
              .formatted(options.schemaFolder(), unusable.getMessage()),
          unusable);
    }
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), options.port());
    HttpServer server;
    if (options.certificate().isPresent()) {
      HttpsServer https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(tls(options));
      server = https;
    } else {
      server = HttpServer.create(address, 0);
    }
    SimulatedMes mes = new SimulatedMes(options, server, reader);
    server.start();
    return mes;
  }

  private static HttpsConfigurator tls(SimulatedMesOptions options) {
    MesCertificate own = options.certificate().orElseThrow();
    return new HttpsConfigurator(own.context(options.clientCertificate())) {
      @Override
      public void configure(HttpsParameters connection) {
        SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
        parameters.setNeedClientAuth(options.clientCertificate().isPresent());
        connection.setSSLParameters(parameters);
      }
    };
  }

  /** Where messages are posted. */
  public String url() {
    return root + "b2mml";
  }

  /** The page for people. */
  public String pageUrl() {
    return root;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What the messages have brought about. */
  public EffectLedger ledger() {
    return ledger;
  }

  /** Plays another script from the next request on. */
  public void play(FaultPlan plan) {
    this.faults = plan;
  }

  /** Where tokens are fetched. */
  public String tokenUrl() {
    return root + "token";
  }

  /** What gives out tokens, where that was asked for. */
  public TokenEndpoint tokens() {
    return tokens.orElseThrow();
  }

  /** Asks for another token from the next request on, as after a rotation. */
  public void rotateBearerToken(String token) {
    this.login = SimulatedMesOptions.bearer(token);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void takeMessage(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        answer(exchange, 405, TEXT, "post a B2MML document here");
        return;
      }
      if (!authorized(exchange)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer");
        answer(exchange, 401, TEXT, "a valid bearer token is needed");
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        answer(exchange, 413, TEXT, "longer than " + MAX_BODY + " bytes");
        return;
      }
      ReceivedMessage message = reader.read(body);
      Optional<MesFault> fault = faults.faultFor(message);
      if (fault.isPresent()) {
        new FaultyExchange(exchange, ledger).play(fault.get(), message);
      } else {
        accept(exchange, ledger, message);
      }
    } catch (InvalidMessageException invalid) {
      ledger.invalid();
      answer(exchange, 400, TEXT, invalid.getMessage());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes a message as a MES in order does: the first copy has an effect, later ones are 409. */
  static void accept(HttpExchange exchange, EffectLedger ledger, ReceivedMessage message)
      throws IOException {
    if (ledger.take(message) == EffectLedger.Result.DUPLICATE) {
      answer(exchange, 409, TEXT, "already processed: " + message.bodId());
    } else {
      answer(exchange, 200, XML, Answers.acknowledge(message, message.bodId(), "Accepted", ""));
    }
  }

  static void answer(HttpExchange exchange, int status, String contentType, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private boolean authorized(HttpExchange exchange) {
    Login asked = login;
    if (asked instanceof Login.Header header) {
      return header.value().equals(exchange.getRequestHeaders().getFirst(header.name()));
    }
    return tokens
        .map(given -> given.accepts(exchange.getRequestHeaders().getFirst("Authorization")))
        .orElse(true);
  }

  private void showPage(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals("/")) {
        answer(exchange, 200, "text/html; charset=utf-8", LedgerPage.render(ledger));
      } else {
        answer(exchange, 404, TEXT, "nothing here; messages go to /b2mml");
      }
    } catch (IOException hungUp) {
      LOGGER.debug("A reader of the page hung up.", hungUp);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "simulated-mes");
    thread.setDaemon(true);
    return thread;
  }
}
