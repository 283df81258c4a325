package io.resonance.job.plant.control;

import io.resonance.schema.kafka.ControlKey;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.RegistryTarget;
import io.resonance.schema.registry.RecordDecoder;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.registry.UndecodableRecordException;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.DeadLetter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decodes orders. What cannot be read, or is no order, becomes a dead letter and is counted; it
 * never stops the job. Main output: orders about rules.
 */
public final class DecodeControlFunction extends ProcessFunction<ControlMessage, ControlCommand> {

  /** uid, name and metric group of the operator. */
  public static final String UID = "decode-control";

  /** Type of the main output. */
  public static final TypeInformation<ControlCommand> OUTPUT_TYPE =
      new AvroTypeInfo<>(ControlCommand.class);

  /** Orders about one violation. */
  public static final OutputTag<ControlCommand> VIOLATION_ORDERS =
      new OutputTag<>("violation-orders", OUTPUT_TYPE);

  /** Orders about models. */
  public static final OutputTag<ControlCommand> MODEL_ORDERS =
      new OutputTag<>("model-orders", OUTPUT_TYPE);

  /** What is no order. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", new AvroTypeInfo<>(DeadLetter.class));

  /** A dead letter has to fit into a Kafka record, which is 1 MiB at most by default. */
  private static final int MOST_BYTES = 1 << 19;

  private static final String NEXT_STEP =
      "Write orders with `resonance rules push`, `resonance models` and `resonance violations`, and let nothing else write to this topic.";
  private static final long serialVersionUID = 1L;

  private final RegistryTarget registry;
  private final String topic;
  private final int schemaId;
  private transient RecordDecoder<ControlCommand> decoder;
  private transient Counter garbage;

  /**
   * @param schemaId id of the orders' schema in the registry, so that orders of this release are
   *     read without asking it
   */
  public DecodeControlFunction(PlantFile plant, int schemaId) {
    this.registry = plant.registry();
    this.topic = Topic.CONTROL.in(plant.kafka());
    this.schemaId = schemaId;
  }

  @Override
  public void open(OpenContext context) {
    decoder =
        RecordDecoder.specific(() -> new SchemaRegistry(registry), ControlCommand.class, topic)
            .knowing(schemaId, ControlCommand.getClassSchema())
            .carefully();
    garbage = getRuntimeContext().getMetricGroup().counter("ordersUnreadable");
  }

  @Override
  public void processElement(
      ControlMessage message, Context context, Collector<ControlCommand> out) {
    try {
      Optional<ControlCommand> order = order(message);
      if (order.isEmpty()) {
        return; // nothing is to be undone
      }
      switch (order.get().getKind()) {
        case ACKNOWLEDGE, WAIVE, END_WAIVER -> context.output(VIOLATION_ORDERS, order.get());
        case SWAP_MODEL, RETIRE_MODEL, ROLLBACK_MODEL, CHALLENGE_MODEL, END_CHALLENGE ->
            context.output(MODEL_ORDERS, order.get());
        case PUSH_RULES, WITHDRAW_RULES, PUSH_SHADOW_RULES, WITHDRAW_SHADOW_RULES, UNKNOWN ->
            out.collect(order.get());
      }
    } catch (IOException | RuntimeException refused) {
      // whatever stands in this topic, values go on
      garbage.inc();
      context.output(DEAD_LETTERS, deadLetter(message, reason(refused)));
    }
  }

  private Optional<ControlCommand> order(ControlMessage message) throws IOException {
    if (message.value() == null) {
      return ControlKey.removal(
          message.key(), id(message), Instant.ofEpochMilli(message.timestamp()));
    }
    ControlCommand command = decoder.decode(message.value());
    boolean complete =
        switch (command.getKind()) {
          case PUSH_RULES, PUSH_SHADOW_RULES ->
              command.getRules() != null && command.getRules().getText() != null;
          case WITHDRAW_RULES, WITHDRAW_SHADOW_RULES -> command.getRules() != null;
          case ACKNOWLEDGE, WAIVE, END_WAIVER -> command.getViolation() != null;
          case SWAP_MODEL, CHALLENGE_MODEL ->
              command.getModel() != null
                  && command.getModel().getPackageFolder() != null
                  && command.getModel().getSha256() != null;
          case RETIRE_MODEL, ROLLBACK_MODEL, END_CHALLENGE -> command.getModel() != null;
          case UNKNOWN -> false;
        };
    if (!complete) {
      throw new UndecodableRecordException(
          "An order of the kind %s lacks what it is about, or is of a kind that this release does not know."
              .formatted(command.getKind()));
    }
    if (!ControlKey.of(command).equals(message.key())) {
      throw new UndecodableRecordException(
          "The key of an order is `%s`, and it is about `%s`."
              .formatted(shortened(message.key()), ControlKey.of(command)));
    }
    return Optional.of(command);
  }

  private DeadLetter deadLetter(ControlMessage message, String why) {
    byte[] value = message.value();
    int length = Math.min(value.length, MOST_BYTES);
    String cut = length < value.length ? " The first %d bytes are kept.".formatted(length) : "";
    return DeadLetter.newBuilder()
        .setDeadLetterId(id(message))
        .setSource(topic)
        .setStage(UID)
        .setReason("%s: %s%s".formatted(message.place(), why, cut))
        .setNextStep(NEXT_STEP)
        .setContentType("application/octet-stream")
        .setPayload(ByteBuffer.wrap(value, 0, length))
        .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MICROS))
        .build();
  }

  private static String reason(Exception refused) {
    return refused.getMessage() == null ? refused.toString() : shortened(refused.getMessage());
  }

  private static String id(ControlMessage message) {
    return UUID.nameUUIDFromBytes(message.place().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String shortened(String text) {
    return text.length() <= 1_000 ? text : text.substring(0, 1_000) + "...";
  }

  @Override
  public void close() throws IOException {
    if (decoder != null) {
      decoder.close();
    }
  }
}
