package io.resonance.connector.mes.sink;

import io.resonance.connector.mes.lane.Backoff;
import io.resonance.connector.mes.lane.DeliveryLanes;
import io.resonance.connector.mes.lane.LaneClient;
import io.resonance.connector.mes.lane.LaneEffects;
import io.resonance.connector.mes.lane.Reply;
import io.resonance.connector.mes.lane.Verdict;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.LongStream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the lanes inside a task. Everything but the HTTP requests happens on the task's thread:
 * answers and timers come as mails. Keyed state: the messages of an equipment that are not settled,
 * by a number that gives their order.
 */
final class MesDeliveryOperator extends AbstractStreamOperator<MesMessage>
    implements OneInputStreamOperator<MesMessage, MesMessage>, BoundedOneInput {

  private static final long serialVersionUID = 1L;
  private static final Logger LOGGER = LoggerFactory.getLogger(MesDeliveryOperator.class);
  private static final String STATE = "unsettled";

  private final LaneSettings settings;
  // an operator is made in its task and never serialized; its factory is
  private final transient MailboxExecutor mailbox;
  private transient MapState<Long, MesMessage> unsettled;
  private transient LaneClient client;
  private transient DeliveryLanes lanes;
  private transient MesDeliveryMetrics measures;
  private transient CircuitLog circuit;
  private transient long nextNumber;

  MesDeliveryOperator(StreamOperatorParameters<MesMessage> parameters, LaneSettings settings) {
    super(parameters);
    this.mailbox = parameters.getMailboxExecutor();
    this.settings = settings;
  }

  @Override
  public void open() throws Exception {
    super.open();
    client = settings.destination().open();
    measures = new MesDeliveryMetrics(getMetricGroup());
    circuit = new CircuitLog(LOGGER);
    Backoff backoff =
        new Backoff(settings.retries().initial(), settings.retries().max(), new SplittableRandom());
    lanes = new DeliveryLanes(settings.lanes(), backoff, new Effects());
    unsettled =
        getPartitionedState(
            new MapStateDescriptor<>(STATE, Types.LONG, new AvroTypeInfo<>(MesMessage.class)));
    restore();
  }

  private void restore() throws Exception {
    List<Object> equipments;
    try (var keys = this.<Object>getKeyedStateBackend().getKeys(STATE, VoidNamespace.INSTANCE)) {
      equipments = keys.toList();
    }
    for (Object equipment : equipments) {
      setCurrentKey(equipment);
      LongStream.Builder numbers = LongStream.builder();
      for (Map.Entry<Long, MesMessage> entry : unsettled.entries()) {
        nextNumber = Math.max(nextNumber, entry.getKey() + 1);
        measures.queued(entry.getValue());
        numbers.add(entry.getKey());
      }
      lanes.restore((String) equipment, numbers.build().sorted().toArray(), now());
    }
    if (!equipments.isEmpty()) {
      LOGGER.info(
          "Goes on delivering {} messages of {} equipments from the last checkpoint.",
          lanes.queued(),
          equipments.size());
    }
  }

  @Override
  public void processElement(StreamRecord<MesMessage> element) throws Exception {
    MesMessage message = element.getValue();
    if (getExecutionConfig().isObjectReuseEnabled()) {
      message = MesMessage.newBuilder(message).build();
    }
    long number = nextNumber++;
    unsettled.put(number, message);
    measures.queued(message);
    lanes.enqueue(number, message, now());
    if (lanes.queued() >= settings.maxQueued()) {
      awaitRoom();
    }
  }

  // Flink takes no checkpoint inside of processElement, so a full queue slows reading down to one
  // message per request timeout but does not stop it: an unaligned barrier waits no longer than
  // that
  private void awaitRoom() throws InterruptedException {
    long until = now() + settings.requestTimeout().toMillis();
    var mailThatEndsTheWait = getProcessingTimeService().registerTimer(until, at -> {});
    while (lanes.queued() >= settings.maxQueued() && now() < until) {
      mailbox.yield();
    }
    mailThatEndsTheWait.cancel(false);
  }

  // not in finish(), before which Flink stops the timers that retries wait for
  @Override
  public void endInput() throws Exception {
    while (lanes.queued() > 0) {
      mailbox.yield();
    }
  }

  @Override
  public void close() throws Exception {
    if (client != null) {
      client.close();
    }
    super.close();
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  private void answered(String equipment, Reply reply) {
    lanes.answered(equipment, reply, now());
    measures.underWay(lanes.underWay());
  }

  /** Carries out what the lanes decide, on the task's thread. */
  private final class Effects implements LaneEffects {

    @Override
    public void post(MesMessage message) {
      String equipment = message.getEquipment();
      var unused =
          client
              .post(message)
              .whenComplete((reply, never) -> mail(() -> answered(equipment, reply)));
    }

    // called on a thread of the client, or on the task's where the request could not be made
    private void mail(Runnable work) {
      try {
        mailbox.execute(work::run, "answer of the MES");
      } catch (RejectedExecutionException closed) {
        LOGGER.debug("An answer of the MES came after its task had ended.", closed);
      }
    }

    @Override
    public MesMessage recall(String equipment, long number) {
      setCurrentKey(equipment);
      MesMessage message;
      try {
        message = unsettled.get(number);
      } catch (Exception broken) {
        throw unusable(equipment, broken);
      }
      if (message == null) {
        throw unusable(equipment, null);
      }
      return message;
    }

    private IllegalStateException unusable(String equipment, Exception cause) {
      return new IllegalStateException(
          "A message of equipment %s could not be read from the state. The job goes on from its last checkpoint; where it does not, restore an older one."
              .formatted(equipment),
          cause);
    }

    @Override
    public void postponed(long number, MesMessage message, Verdict verdict) {
      measures.retried();
      LOGGER.debug("Message {} is tried again: {}", message.getBodId(), verdict);
      store(message, () -> unsettled.put(number, message));
    }

    @Override
    public void settled(long number, MesMessage message) {
      store(message, () -> unsettled.remove(number));
      measures.settled(message);
      output.collect(new StreamRecord<>(message));
      if (message.getState() == MesState.REJECTED || message.getState() == MesState.PARKED) {
        Instant at = Instant.ofEpochMilli(now());
        output.collect(
            MesDelivery.DEAD_LETTERS,
            new StreamRecord<>(RefusedMessage.deadLetter(message, settings.uid(), at)));
      }
    }

    @Override
    public void wakeAt(long time) {
      var unused = getProcessingTimeService().registerTimer(time, at -> lanes.wake(now()));
    }

    @Override
    public void circuitOpened(String reason) {
      measures.circuit(true);
      circuit.opened(reason, settings.lanes().probeInterval(), lanes.queued());
    }

    @Override
    public void circuitClosed() {
      measures.circuit(false);
      circuit.closed();
    }

    private void store(MesMessage message, StateChange change) {
      setCurrentKey(message.getEquipment());
      try {
        change.apply();
      } catch (Exception broken) {
        throw new IllegalStateException(
            "The state of message %s of equipment %s could not be changed."
                .formatted(message.getBodId(), message.getEquipment()),
            broken);
      }
    }
  }

  /** A change of keyed state. */
  @FunctionalInterface
  private interface StateChange {
    void apply() throws Exception;
  }
}
