package io.resonance.connector.mes.sink;

import static io.resonance.connector.mes.TestAnswers.acknowledge;
import static io.resonance.connector.mes.TestAnswers.confirm;
import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mes.message.MesMessages;
import io.resonance.schema.plant.MesAnswers;
import io.resonance.schema.plant.MesAnswers.OnTimeout;
import io.resonance.schema.plant.MesCallbacks;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.plant.MesTarget.Confirmation;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.DeliveryAttempt;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import io.resonance.testbed.mes.SampleRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AwaitAnswersFunctionTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/await-answers-v1");
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final String FOREIGN = "11111111-2222-5333-8444-555555555555";

  private KeyedTwoInputStreamOperatorTestHarness<
          String, MesMessage, Tuple2<String, byte[]>, MesMessage>
      harness;

  @BeforeEach
  void open() throws Exception {
    open(Confirmation.ALWAYS, OnTimeout.RESEND);
  }

  private void open(Confirmation confirmation, OnTimeout onTimeout) throws Exception {
    make(confirmation, onTimeout);
    harness.open();
    harness.setProcessingTime(1_000);
  }

  private void make(Confirmation confirmation, OnTimeout onTimeout) throws Exception {
    if (harness != null) {
      harness.close();
    }
    var answers =
        new MesAnswers.OnTopic("acme.answers", TIMEOUT, onTimeout, 2, new MesCallbacks.None());
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(
                new AwaitAnswersFunction(
                    confirmation, answers, new AnswerLetters(answers.topic()))),
            MesMessage::getBodId,
            answer -> answer.f0,
            Types.STRING);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void anAnswerSettlesItsMessageAndIsPartOfTheRecord() throws Exception {
    MesMessage message = message("i-1");
    deliver(message);
    answer(acknowledge(message.getBodId(), "Modified", "priority lowered"), message);

    assertThat(told())
        .extracting(MesMessage::getState)
        .containsExactly(MesState.PENDING, MesState.MODIFIED);
    assertThat(last().getAnswer()).isEqualTo("priority lowered");
    assertThat(notes()).containsExactly("ANSWERED MODIFIED: priority lowered");
    assertThat(letters()).isEmpty();
  }

  @Test
  void aRejectionIsADeadLetterToo() throws Exception {
    MesMessage message = message("i-1");
    deliver(message);
    answer(acknowledge(message.getBodId(), "Rejected", "unknown lot"), message);

    assertThat(last().getState()).isEqualTo(MesState.REJECTED);
    assertThat(letters()).hasSize(1);
    assertThat(letters().get(0).getReason()).endsWith("unknown lot");
  }

  @Test
  void theSameAnswerAgainChangesNothingAndAnotherOneDoes() throws Exception {
    MesMessage message = message("i-1");
    deliver(message);
    answer(acknowledge(message.getBodId(), "Accepted", ""), message);
    answer(acknowledge(message.getBodId(), "Accepted", ""), message);
    assertThat(told()).hasSize(2);

    answer(acknowledge(message.getBodId(), "Rejected", "taken back"), message);
    assertThat(last().getState()).isEqualTo(MesState.REJECTED);
  }

  @Test
  void anAnswerThatOvertakesItsDeliveryWaitsForIt() throws Exception {
    MesMessage message = message("i-1");
    answer(acknowledge(message.getBodId(), "Accepted", ""), message);
    assertThat(told()).isEmpty();

    deliver(message);
    assertThat(last().getState()).isEqualTo(MesState.ACCEPTED);
    pass(AwaitAnswersFunction.EARLY);
    assertThat(letters()).isEmpty();
  }

  @Test
  void anAnswerAboutAForeignBodIdIsADeadLetterAndSettlesNothing() throws Exception {
    MesMessage message = message("i-1");
    deliver(message);
    harness.processElement2(
        new StreamRecord<>(Tuple2.of(FOREIGN, acknowledge(FOREIGN, "Rejected", "forged"))));
    pass(AwaitAnswersFunction.EARLY);

    assertThat(last().getState()).isEqualTo(MesState.PENDING);
    assertThat(letters()).hasSize(1);
    DeadLetter letter = letters().get(0);
    assertThat(letter.getReason()).contains(FOREIGN).contains("acme.answers");
    assertThat(letter.getNextStep()).contains("who wrote it");
    assertThat(harness.numKeyedStateEntries()).as("of the message alone").isEqualTo(2);
  }

  @Test
  void aConfirmOfAProcessIsNotedAndItsAcknowledgeAwaited() throws Exception {
    MesMessage message = message("i-1");
    deliver(message);
    answer(confirm(message.getBodId()), message);
    assertThat(last().getState()).isEqualTo(MesState.PENDING);
    assertThat(notes()).containsExactly("CONFIRMED");

    answer(acknowledge(message.getBodId(), "Accepted", ""), message);
    assertThat(last().getState()).isEqualTo(MesState.ACCEPTED);
  }

  @Test
  void withoutAnAnswerItIsSentAgainUnderItsBodIdAndParkedInTheEnd() throws Exception {
    MesMessage message = message("i-1");
    deliver(message);
    for (int n = 1; n <= 2; n++) {
      pass(TIMEOUT);
      assertThat(again()).hasSize(n);
      MesMessage resent = again().get(n - 1);
      assertThat(resent.getState()).isEqualTo(MesState.PENDING);
      assertThat(resent.getBodId()).isEqualTo(message.getBodId());
      assertThat(resent.getPayload()).isEqualTo(message.getPayload());
      pass(TIMEOUT); // on its way nothing is due
      assertThat(again()).hasSize(n);
      deliver(resent);
    }
    pass(TIMEOUT);

    assertThat(again()).hasSize(2);
    assertThat(last().getState()).isEqualTo(MesState.PARKED);
    assertThat(notes())
        .containsExactly(
            "RESENT 1 of 2: no answer within 900 s", "RESENT 2 of 2: no answer within 900 s");
    assertThat(letters()).hasSize(1);

    answer(acknowledge(message.getBodId(), "Accepted", ""), message);
    assertThat(last().getState()).as("late, but an answer").isEqualTo(MesState.ACCEPTED);
  }

  @Test
  void anAnswerThatComesWhileTheMessageIsSentAgainStays() throws Exception {
    MesMessage message = message("i-1");
    deliver(message);
    pass(TIMEOUT);
    answer(acknowledge(message.getBodId(), "Accepted", ""), message);
    deliver(again().get(0));

    assertThat(last().getState()).isEqualTo(MesState.ACCEPTED);
    pass(TIMEOUT);
    assertThat(again()).hasSize(1);
  }

  @Test
  void whereThePlantFileSaysSoItIsParkedAtOnce() throws Exception {
    open(Confirmation.ALWAYS, OnTimeout.PARK);
    deliver(message("i-1"));
    pass(TIMEOUT);

    assertThat(last().getState()).isEqualTo(MesState.PARKED);
    assertThat(last().getAnswer()).isEqualTo("the MES took it but did not answer within 900 s");
    assertThat(again()).isEmpty();
  }

  @Test
  void askedForErrorsOnlySilenceIsConsent() throws Exception {
    open(Confirmation.ON_ERROR, OnTimeout.RESEND);
    MesMessage message = message("i-1");
    message.setVerb("Sync");
    deliver(message);
    pass(TIMEOUT);

    assertThat(last().getState()).isEqualTo(MesState.ACCEPTED);
    assertThat(last().getAnswer()).isEqualTo("no error within 900 s");
  }

  @Test
  void whatIsSettledIsForgottenInTheEnd() throws Exception {
    MesMessage message = message("i-1");
    deliver(message);
    answer(acknowledge(message.getBodId(), "Accepted", ""), message);
    pass(AwaitAnswersFunction.KEPT);

    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  /** Written once with {@code -Dstate.write=true}, never again. */
  @Test
  void theStateOfTheFirstReleaseIsRead() throws Exception {
    MesMessage awaited = message("i-golden");
    MesMessage overtaken = message("i-early");
    if (Boolean.getBoolean("state.write")) {
      deliver(awaited);
      answer(acknowledge(overtaken.getBodId(), "Modified", ""), overtaken);
      Files.createDirectories(GOLDEN.getParent());
      OperatorSnapshotUtil.writeStateHandle(harness.snapshot(0, 0), GOLDEN.toString());
    }
    OperatorSubtaskState golden = OperatorSnapshotUtil.readStateHandle(GOLDEN.toString());
    make(Confirmation.ALWAYS, OnTimeout.RESEND);
    harness.initializeState(golden);
    harness.open();
    harness.setProcessingTime(2_000);

    answer(acknowledge(awaited.getBodId(), "Accepted", ""), awaited);
    deliver(overtaken);

    assertThat(told())
        .extracting(MesMessage::getState)
        .containsExactly(MesState.ACCEPTED, MesState.PENDING, MesState.MODIFIED);
  }

  private static MesMessage message(String id) {
    MesMessages composed = new MesMessages("plant", MesMessaging.standard());
    return composed
        .compose(SampleRecords.inference(id, "bearing", Evaluation.NotOK), Optional.empty())
        .orElseThrow();
  }

  private void deliver(MesMessage message) throws Exception {
    harness.processElement1(new StreamRecord<>(message));
  }

  private void answer(byte[] document, MesMessage to) throws Exception {
    harness.processElement2(new StreamRecord<>(Tuple2.of(to.getBodId(), document)));
  }

  private void pass(Duration time) throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + time.toMillis());
  }

  private List<MesMessage> told() {
    return harness.extractOutputValues();
  }

  private MesMessage last() {
    return told().get(told().size() - 1);
  }

  private Stream<String> notesOf(MesMessage message) {
    return message.getAttempts().stream().map(DeliveryAttempt::getOutcome);
  }

  private List<String> notes() {
    return notesOf(last()).toList();
  }

  private List<DeadLetter> letters() {
    return side(MesDelivery.DEAD_LETTERS);
  }

  private List<MesMessage> again() {
    return side(MesAnswering.AGAIN);
  }

  private <T> List<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    return (records == null ? new ConcurrentLinkedQueue<StreamRecord<T>>() : records)
        .stream().map(StreamRecord::getValue).toList();
  }
}
