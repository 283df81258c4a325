package io.resonance.infer.session;

import io.resonance.schema.v1.AuditEntry;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.ModelSession;
import io.resonance.schema.v1.SessionEvent;
import io.resonance.schema.v1.SessionReason;
import io.resonance.schema.v1.SessionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator {@code track-sessions}: follows each session from the handshake, which {@code
 * infer-window} leads, over the results of the model to its end. Keyed by equipment. A record for
 * each transition, and an entry for auditors beside it.
 *
 * <p>A result that is decided makes a session ACTIVE or RESUMED. What the device or the model say
 * of themselves suspends it at once, inputs that do not suffice after three windows on end, and
 * silence when no window came for a minute or three windows, whichever is longer.
 */
public final class TrackSessionsFunction
    extends KeyedCoProcessFunction<String, ModelSession, Inference, ModelSession> {

  /** uid, name and metric group of the operator. */
  public static final String UID = "track-sessions";

  /** Type of the main output. */
  public static final TypeInformation<ModelSession> OUTPUT_TYPE =
      new AvroTypeInfo<>(ModelSession.class);

  /** The same transitions for auditors. */
  public static final OutputTag<AuditEntry> AUDIT =
      new OutputTag<>("session-audit", new AvroTypeInfo<>(AuditEntry.class));

  static final String INPUTS_GONE = "INPUTS_GONE";

  private static final Logger LOG = LoggerFactory.getLogger(TrackSessionsFunction.class);
  private static final long serialVersionUID = 1L;
  private static final int UNFIT_ON_END = 3;
  private static final long LEAST_SILENCE_MILLIS = 60_000;
  private static final int WINDOWS_OF_SILENCE = 3;

  private transient MapState<String, ModelSession> sessions;
  private transient MapState<String, Integer> unfitOnEnd;
  private transient MapState<String, Long> silentFrom;
  private transient Counter transitions;
  private transient Counter outOfTurn;

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    sessions = runtime.getMapState(new MapStateDescriptor<>("sessions", Types.STRING, OUTPUT_TYPE));
    unfitOnEnd =
        runtime.getMapState(new MapStateDescriptor<>("unfit-on-end", Types.STRING, Types.INT));
    silentFrom =
        runtime.getMapState(new MapStateDescriptor<>("silent-from", Types.STRING, Types.LONG));
    transitions = runtime.getMetricGroup().counter("sessionTransitions");
    outOfTurn = runtime.getMetricGroup().counter("sessionStepsOutOfTurn");
  }

  /** A step of the handshake. */
  @Override
  public void processElement1(ModelSession step, Context context, Collector<ModelSession> out)
      throws Exception {
    String key = SessionRecords.versionKey(step.getModel());
    ModelSession known = sessions.get(key);
    SessionState from = known == null ? SessionState.UNKNOWN : known.getState();
    if (SessionMachine.next(from, step.getEvent()).isEmpty()) {
      outOfTurn.inc();
      LOG.warn(
          "{} of the model {} and {} does not follow on {}; the step is passed over",
          step.getEvent(),
          step.getModel().getId(),
          step.getEquipment(),
          from);
      return;
    }
    ModelSession moved =
        ModelSession.newBuilder(step).setPrevious(known == null ? null : from).build();
    if (moved.getState() == SessionState.RETIRED) {
      sessions.remove(key);
      silentFrom.remove(key);
      unfitOnEnd.remove(key);
      tell(moved, context, out);
    } else {
      put(key, moved, context, out);
    }
  }

  /** A result of a model. */
  @Override
  public void processElement2(Inference result, Context context, Collector<ModelSession> out)
      throws Exception {
    String key = SessionRecords.versionKey(result.getModel());
    ModelSession session = sessions.get(key);
    if (session == null
        || !SessionMachine.isAccepted(session.getState())
        || result.getRevision() > 0) {
      return;
    }
    listen(key, result, context);
    Instant at = result.getWindowEnd();
    if (result.getEvaluation() != Evaluation.NotDecidable) {
      if (unfitOnEnd.contains(key)) {
        unfitOnEnd.remove(key);
      }
      move(key, session, SessionEvent.ANSWER, at, List.of(), context, out);
      return;
    }
    Suspension suspension = Suspension.of(result.getReasonCode());
    if (suspension == Suspension.NEVER || session.getState() == SessionState.SUSPENDED) {
      return;
    }
    Integer before = unfitOnEnd.get(key);
    int onEnd = before == null ? 1 : before + 1;
    if (suspension == Suspension.AT_ONCE || onEnd >= UNFIT_ON_END) {
      SessionReason reason =
          new SessionReason(result.getReasonCode(), null, String.valueOf(result.getReason()));
      move(key, session, SessionEvent.UNFIT, at, List.of(reason), context, out);
    } else {
      unfitOnEnd.put(key, onEnd);
    }
  }

  /** No window for some time is a reason to suspend; the last window sets the time. */
  private void listen(String key, Inference result, Context context) throws Exception {
    long end = result.getWindowEnd().toEpochMilli();
    long length = end - result.getWindowStart().toEpochMilli();
    long silent = end + Math.max(LEAST_SILENCE_MILLIS, WINDOWS_OF_SILENCE * length);
    Long before = silentFrom.get(key);
    silentFrom.put(key, before == null ? silent : Math.max(before, silent));
    if (before == null) {
      context.timerService().registerEventTimeTimer(silent);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ModelSession> out)
      throws Exception {
    List<String> silent = new ArrayList<>();
    for (Map.Entry<String, Long> each : silentFrom.entries()) {
      if (each.getValue() > timestamp) {
        context.timerService().registerEventTimeTimer(each.getValue());
      } else {
        silent.add(each.getKey());
      }
    }
    for (String key : silent) {
      silentFrom.remove(key);
      ModelSession session = sessions.get(key);
      if (session != null) {
        SessionReason reason =
            new SessionReason(INPUTS_GONE, null, "No value came for a window of the model.");
        Instant at = Instant.ofEpochMilli(timestamp);
        move(key, session, SessionEvent.UNFIT, at, List.of(reason), context, out);
      }
    }
  }

  private void move(
      String key,
      ModelSession session,
      SessionEvent event,
      Instant at,
      List<SessionReason> reasons,
      Context context,
      Collector<ModelSession> out)
      throws Exception {
    Optional<ModelSession> moved = SessionRecords.moved(session, event, at, reasons);
    if (moved.isPresent()) {
      put(key, moved.get(), context, out);
    }
  }

  private void put(String key, ModelSession session, Context context, Collector<ModelSession> out)
      throws Exception {
    sessions.put(key, session);
    tell(session, context, out);
  }

  private void tell(ModelSession session, Context context, Collector<ModelSession> out) {
    transitions.inc();
    out.collect(session);
    context.output(AUDIT, SessionAudit.entry(session));
  }
}
