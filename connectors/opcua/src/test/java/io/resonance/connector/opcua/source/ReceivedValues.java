package io.resonance.connector.opcua.source;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks into the batches a job has collected. */
record ReceivedValues(List<OpcUaBatch> batches) {

  /** A value with everything that came with it. */
  record Received(OpcUaBatch batch, int index) {
    byte kind() {
      return batch.kind(index);
    }

    Object object() {
      return batch.object(index);
    }

    long bits() {
      return batch.bits(index);
    }

    int statusCode() {
      return batch.statusCode(index);
    }
  }

  /** The latest value of a variable, once there is one whose status is not bad. */
  Received awaitGood(String identifier) {
    return await("a good value of " + identifier)
        .atMost(Duration.ofSeconds(40))
        .until(() -> latest(identifier).filter(v -> v.statusCode() >= 0), Optional::isPresent)
        .orElseThrow();
  }

  /** The latest value of a variable, if any. */
  Optional<Received> latest(String identifier) {
    for (int b = batches.size() - 1; b >= 0; b--) {
      OpcUaBatch batch = batches.get(b);
      for (int i = batch.size() - 1; i >= 0; i--) {
        if (batch.nodeId(i).endsWith(";s=" + identifier)) {
          return Optional.of(new Received(batch, i));
        }
      }
    }
    return Optional.empty();
  }
}
