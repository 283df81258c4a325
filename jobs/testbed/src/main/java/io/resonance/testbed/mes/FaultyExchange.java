package io.resonance.testbed.mes;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers one request wrongly, as the script says. */
final class FaultyExchange {

  private static final String XML = "application/xml; charset=utf-8";
  private static final int CHUNK = 64 * 1024;

  private final HttpExchange exchange;
  private final EffectLedger ledger;

  FaultyExchange(HttpExchange exchange, EffectLedger ledger) {
    this.exchange = exchange;
    this.ledger = ledger;
  }

  void play(MesFault fault, ReceivedMessage message) throws IOException, InterruptedException {
    if (fault instanceof MesFault.Status status) {
      status.retryAfter().ifPresent(wait -> exchange.getResponseHeaders().set("Retry-After", wait));
      SimulatedMes.answer(exchange, status.code(), "text/plain; charset=utf-8", status.body());
    } else if (fault instanceof MesFault.Redirect redirect) {
      exchange.getResponseHeaders().set("Location", redirect.location());
      SimulatedMes.answer(exchange, 307, "text/plain", "");
    } else if (fault instanceof MesFault.Rejected rejected) {
      ledger.reject(message);
      acknowledge(message, message.bodId(), "Rejected", rejected.words());
    } else if (fault instanceof MesFault.Slow slow) {
      // a wait that ends early when the server is closed
      var unused = new CountDownLatch(1).await(slow.delay().toMillis(), TimeUnit.MILLISECONDS);
      SimulatedMes.accept(exchange, ledger, message);
    } else {
      playAfterEffect(fault, message);
    }
  }

  private void playAfterEffect(MesFault fault, ReceivedMessage message) throws IOException {
    var unused = ledger.take(message);
    if (fault instanceof MesFault.Modified modified) {
      acknowledge(message, message.bodId(), "Modified", modified.words());
    } else if (fault instanceof MesFault.ForeignBodId foreign) {
      acknowledge(message, foreign.bodId(), "Accepted", "");
    } else if (fault instanceof MesFault.Answer answer) {
      SimulatedMes.answer(exchange, 200, XML, answer.body());
    } else if (fault instanceof MesFault.Oversize oversize) {
      flood(oversize.bytes());
    }
    // LostResponse: the exchange is closed without an answer
  }

  private void acknowledge(
      ReceivedMessage message, String originalBodId, String actionCode, String words)
      throws IOException {
    SimulatedMes.answer(
        exchange, 200, XML, Answers.acknowledge(message, originalBodId, actionCode, words));
  }

  private void flood(long bytes) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", XML);
    exchange.sendResponseHeaders(200, bytes);
    byte[] chunk = new byte[CHUNK];
    java.util.Arrays.fill(chunk, (byte) ' ');
    OutputStream out = exchange.getResponseBody();
    for (long left = bytes; left > 0; left -= CHUNK) {
      out.write(chunk, 0, (int) Math.min(CHUNK, left));
    }
  }
}
