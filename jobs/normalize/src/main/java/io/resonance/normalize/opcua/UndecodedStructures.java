package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaMatrix;
import io.resonance.connector.opcua.source.OpcUaUndecoded;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import io.resonance.schema.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;

/**
 * Structures the source could not decode, as dead letters with their bytes, type and reason. The
 * value itself goes on with its bytes, so that a letter is the notice and not the only copy: of one
 * node the first {@link #MOST_LETTERS} of an epoch are written, all are counted.
 */
final class UndecodedStructures {

  static final int MOST_LETTERS = 100;
  private static final int MOST_BYTES = 1 << 20;

  private final String stage;
  private final Counter counter;
  private final Map<String, Written> writtenByNode = new HashMap<>();

  private record Written(long epoch, int letters) {}

  UndecodedStructures(String stage, Counter counter) {
    this.stage = stage;
    this.counter = counter;
  }

  /** Writes the letters of a value; most have none. */
  void letters(OpcUaBatch batch, int index, Consumer<DeadLetter> letters) {
    if (OpcUaValueKind.elementKind(batch.kind(index)) == OpcUaValueKind.EXTENSION_OBJECT) {
      letters(batch, index, batch.object(index), letters);
    }
  }

  private void letters(OpcUaBatch batch, int index, Object value, Consumer<DeadLetter> letters) {
    if (value instanceof OpcUaMatrix matrix) {
      letters(batch, index, matrix.elements(), letters);
    } else if (value instanceof Object[] entries) {
      for (Object entry : entries) {
        letters(batch, index, entry, letters);
      }
    } else if (value instanceof OpcUaUndecoded structure) {
      counter.inc();
      String node = batch.endpointId() + "|" + batch.nodeId(index);
      Written written = writtenByNode.get(node);
      int before = written == null || written.epoch() != batch.epoch() ? 0 : written.letters();
      if (before < MOST_LETTERS) {
        writtenByNode.put(node, new Written(batch.epoch(), before + 1));
        letters.accept(letter(batch, index, structure, before));
      }
    }
  }

  private DeadLetter letter(OpcUaBatch batch, int index, OpcUaUndecoded structure, int number) {
    int length = structure.body().length;
    String name =
        "%s|%s|%s|%d|%d|%d"
            .formatted(
                stage,
                batch.endpointId(),
                batch.nodeId(index),
                batch.epoch(),
                batch.sequence(),
                number);
    return DeadLetter.newBuilder()
        .setDeadLetterId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString())
        .setSource(batch.endpointId())
        .setStage(stage)
        .setReason(
            "a structure of %s with the encoding %s and %d bytes%s cannot be decoded: %s"
                .formatted(
                    batch.nodeId(index),
                    structure.typeId(),
                    length,
                    length > MOST_BYTES ? ", of which the first " + MOST_BYTES + " follow," : "",
                    structure.reason()))
        .setNextStep(
            "Have the server's vendor give its DataType a DataTypeDefinition (OPC UA 1.04), or map"
                + " the fields it also offers as variables.")
        .setContentType("application/opcua+uabinary")
        .setPayload(ByteBuffer.wrap(structure.body(), 0, Math.min(length, MOST_BYTES)))
        .setOccurredAt(Instant.now())
        .build();
  }
}
