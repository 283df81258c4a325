package io.resonance.connector.mes.sink;

import java.time.Duration;
import org.slf4j.Logger;

/** Says once for each reason that nothing can be delivered, and once that it can again. */
final class CircuitLog {

  private final Logger logger;
  private String lastReason = "";

  CircuitLog(Logger logger) {
    this.logger = logger;
  }

  void opened(String reason, Duration probeInterval, int queued) {
    if (!reason.equals(lastReason)) {
      lastReason = reason;
      logger.error(
          "No message can be delivered: {} {} messages wait, none is lost; one is tried every {} s.",
          reason,
          queued,
          probeInterval.toSeconds());
    }
  }

  void closed() {
    lastReason = "";
    logger.info("Messages are delivered again.");
  }
}
