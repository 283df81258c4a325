package io.resonance.connector.mes.sink;

import io.resonance.connector.mes.answer.AnswerAsked;
import io.resonance.connector.mes.answer.AnswerReader;
import io.resonance.connector.mes.answer.B2mmlAnswer;
import io.resonance.connector.mes.answer.UnreadableAnswerException;
import io.resonance.connector.mes.lane.Attempts;
import io.resonance.connector.mes.lane.Outcome;
import io.resonance.schema.plant.MesAnswers;
import io.resonance.schema.plant.MesTarget.Confirmation;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Waits for the answers to messages. Key: BODID. State: the message as it was told last, and when
 * something is due: the answer, while the message is PENDING; forgetting it, {@link #KEPT} after it
 * is settled, so that a late or second answer still finds it. An answer that overtakes the word
 * that its message was delivered is kept for {@link #EARLY}.
 */
final class AwaitAnswersFunction
    extends KeyedCoProcessFunction<String, MesMessage, Tuple2<String, byte[]>, MesMessage> {

  private static final long serialVersionUID = 1L;

  /** How long a settled message is remembered. */
  static final Duration KEPT = Duration.ofHours(1);

  /** How long one that nobody answered or that was refused is. */
  static final Duration KEPT_PARKED = Duration.ofDays(7);

  /** How long an answer may be ahead of its message. */
  static final Duration EARLY = Duration.ofMinutes(10);

  private final Confirmation confirmation;
  private final MesAnswers.OnTopic settings;
  private final AnswerLetters letters;
  private transient ValueState<MesMessage> message;
  private transient ValueState<byte[]> early;
  private transient ValueState<Long> due;
  private transient AnswerReader reader;
  private transient Counter answered;
  private transient Counter unanswered;
  private transient Counter resent;
  private transient Counter foreign;

  AwaitAnswersFunction(
      Confirmation confirmation, MesAnswers.OnTopic settings, AnswerLetters letters) {
    this.confirmation = confirmation;
    this.settings = settings;
    this.letters = letters;
  }

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    message =
        runtime.getState(
            new ValueStateDescriptor<>("message", new AvroTypeInfo<>(MesMessage.class)));
    early = runtime.getState(new ValueStateDescriptor<>("early", MesAnswering.DOCUMENT));
    due = runtime.getState(new ValueStateDescriptor<>("due", Types.LONG));
    reader = new AnswerReader();
    MetricGroup group = runtime.getMetricGroup();
    answered = group.counter("messagesAnswered");
    unanswered = group.counter("messagesUnanswered");
    resent = group.counter("messagesResent");
    foreign = group.counter("answersForeign");
  }

  @Override
  public void processElement1(MesMessage told, Context context, Collector<MesMessage> out)
      throws Exception {
    MesMessage known = message.value();
    if (told.getState() == MesState.PENDING && known != null && isTaken(known)) {
      return; // the answer came while the message was on its way again
    }
    tell(told, context, out);
    byte[] ahead = early.value();
    if (ahead != null) {
      early.clear();
      answer(told, ahead, context, out);
    }
  }

  @Override
  public void processElement2(
      Tuple2<String, byte[]> answer, Context context, Collector<MesMessage> out) throws Exception {
    MesMessage known = message.value();
    if (known == null) {
      early.update(answer.f1);
      remindIn(EARLY, context);
    } else {
      answer(known, answer.f1, context, out);
    }
  }

  private void answer(MesMessage known, byte[] document, Context context, Collector<MesMessage> out)
      throws Exception {
    B2mmlAnswer answer = read(document);
    Outcome outcome = answer.outcome(confirmation);
    // a ConfirmBOD says that a Process was read; the Acknowledge follows
    boolean first =
        answer.confirmBod() && outcome == Outcome.ACCEPTED && AnswerAsked.isProcess(known);
    MesState state = first ? known.getState() : stateOf(outcome);
    if (!first && state == known.getState()) {
      return; // said before
    }
    String words = answer.words().isEmpty() ? "" : ": " + answer.words();
    MesMessage noted =
        Attempts.noted(known, now(context), (first ? "CONFIRMED" : "ANSWERED " + outcome) + words);
    noted.setState(state);
    if (first) {
      message.update(noted);
      out.collect(noted);
      return;
    }
    answered.inc();
    noted.setAnswer(answer.words().isEmpty() ? null : answer.words());
    tell(noted, context, out);
    if (state == MesState.REJECTED) {
      context.output(
          MesDelivery.DEAD_LETTERS,
          RefusedMessage.deadLetter(noted, MesAnswering.AWAIT_UID, now(context)));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<MesMessage> out)
      throws Exception {
    Long at = due.value();
    if (at == null || timestamp < at) {
      return; // something else is due by now, and has its own timer
    }
    MesMessage known = message.value();
    if (known == null) {
      foreign.inc();
      context.output(
          MesDelivery.DEAD_LETTERS,
          letters.foreign(context.getCurrentKey(), early.value(), now(context)));
      forget();
    } else if (known.getState() == MesState.PENDING) {
      giveUpWaiting(known, context, out);
    } else {
      forget();
    }
  }

  private void giveUpWaiting(MesMessage known, Context context, Collector<MesMessage> out)
      throws Exception {
    String waited = "within %d s".formatted(settings.timeout().toSeconds());
    int resends = Attempts.resends(known);
    if (AnswerAsked.of(known, confirmation) != AnswerAsked.ALWAYS) {
      tell(settled(known, MesState.ACCEPTED, "no error " + waited), context, out);
    } else if (settings.onTimeout() == MesAnswers.OnTimeout.RESEND
        && resends < settings.resends()) {
      String what =
          "%s %d of %d: no answer %s"
              .formatted(Attempts.RESENT, resends + 1, settings.resends(), waited);
      MesMessage again = Attempts.noted(known, now(context), what);
      resent.inc();
      // nothing is due until it is told as delivered once more
      message.update(again);
      due.clear();
      out.collect(again);
      context.output(MesAnswering.AGAIN, again);
    } else {
      unanswered.inc();
      MesMessage parked =
          settled(known, MesState.PARKED, "the MES took it but did not answer " + waited);
      tell(parked, context, out);
      context.output(
          MesDelivery.DEAD_LETTERS,
          RefusedMessage.deadLetter(parked, MesAnswering.AWAIT_UID, now(context)));
    }
  }

  private void tell(MesMessage told, Context context, Collector<MesMessage> out) throws Exception {
    message.update(told);
    remindIn(
        switch (told.getState()) {
          case PENDING -> settings.timeout();
          case ACCEPTED, MODIFIED, DROPPED, UNKNOWN -> KEPT;
          case REJECTED, PARKED -> KEPT_PARKED;
        },
        context);
    out.collect(told);
  }

  private void remindIn(Duration wait, Context context) throws Exception {
    long at = context.timerService().currentProcessingTime() + wait.toMillis();
    due.update(at);
    context.timerService().registerProcessingTimeTimer(at);
  }

  private void forget() {
    message.clear();
    early.clear();
    due.clear();
  }

  private static boolean isTaken(MesMessage known) {
    return known.getState() == MesState.ACCEPTED || known.getState() == MesState.MODIFIED;
  }

  private static MesState stateOf(Outcome outcome) {
    return switch (outcome) {
      case MODIFIED -> MesState.MODIFIED;
      case REJECTED -> MesState.REJECTED;
      default -> MesState.ACCEPTED;
    };
  }

  private static MesMessage settled(MesMessage known, MesState state, String answer) {
    return MesMessage.newBuilder(known).setState(state).setAnswer(answer).build();
  }

  private B2mmlAnswer read(byte[] document) {
    try {
      return reader.read(document);
    } catch (UnreadableAnswerException changed) {
      throw new IllegalStateException(
          "An answer that was read before cannot be read any more. The job goes on from its last"
              + " checkpoint.",
          changed);
    }
  }

  private Instant now(Context context) {
    return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
  }
}
