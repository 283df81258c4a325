package io.resonance.connector.mes.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.plant.MesMessageRule.Kind;
import io.resonance.schema.plant.NodeWrite;
import io.resonance.schema.plant.NodeWrite.Value;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import io.resonance.testbed.mes.SampleRecords;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness may be interrupted while it is closed
class NodeWritesTest {

  private static final List<String> ANY = List.of();

  @Test
  void aNodeShowsWhetherAndHowManyViolationsAreOpen() throws Exception {
    var messages =
        NodeWriteMessages.ofListed(
            "mill",
            new NodeWrite("lamp", Value.PRESENT, Kind.VIOLATION, ANY, ANY, ANY),
            new NodeWrite("count", Value.COUNT, Kind.VIOLATION, ANY, ANY, List.of("warning")),
            new NodeWrite("other", Value.TEXT, Kind.VIOLATION, List.of("LATHE-01"), ANY, ANY));
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new ViolationWriteFunction(messages)),
            Violation::getEquipment,
            Types.STRING)) {
      harness.open();
      for (var step :
          List.of(
              SampleRecords.violation("v-1", ViolationState.OPENED),
              SampleRecords.violation("v-1", ViolationState.REPEATED),
              SampleRecords.violation("v-2", ViolationState.OPENED),
              SampleRecords.violation("v-1", ViolationState.CLEARED),
              SampleRecords.violation("v-2", ViolationState.CLEARED))) {
        harness.processElement(step, 0);
      }

      assertThat(values(harness.extractOutputValues()))
          .containsExactly("lamp=true", "count=1", "count=2", "count=1", "lamp=false", "count=0");
      assertThat(harness.extractOutputValues())
          .extracting(MesMessage::getBodId)
          .doesNotHaveDuplicates();
      assertThat(harness.extractOutputValues().get(0).getVerb()).isEqualTo("Write");
    }
  }

  @Test
  void aNodeShowsWhatAModelSaysWhenThatChanges() throws Exception {
    var messages =
        NodeWriteMessages.ofListed(
            "mill",
            new NodeWrite("word", Value.EVALUATION, Kind.INFERENCE, ANY, ANY, ANY),
            new NodeWrite("score", Value.SCORE, Kind.INFERENCE, ANY, List.of("wear"), ANY));
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new InferenceWriteFunction(messages)),
            Inference::getEquipment,
            Types.STRING)) {
      harness.open();
      harness.processElement(SampleRecords.inference("i-1", "wear", Evaluation.OK), 0);
      harness.processElement(SampleRecords.inference("i-2", "wear", Evaluation.OK), 0);
      harness.processElement(SampleRecords.inference("i-3", "wear", Evaluation.NotOK), 0);
      harness.processElement(SampleRecords.inference("i-4", "heat", Evaluation.NotOK), 0);

      assertThat(values(harness.extractOutputValues()))
          .containsExactly("word=OK", "score=0.83", "word=NotOK", "score=0.83", "word=NotOK");
    }
  }

  @Test
  void everyTypeOfValueIsReadAsItWasWritten() {
    for (Object value : List.of(true, 7, 0.5, "hot \"and\" <cold>")) {
      var written = new NodeValue("mill", "nsu=urn:a;s=b", value);
      assertThat(NodeValue.read(written.json())).isEqualTo(written);
    }
    assertThatThrownBy(() -> NodeValue.read("{\"server\":\"mill\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lacks server, node or value");
    assertThatThrownBy(() -> NodeValue.read("<xml/>")).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> values(List<MesMessage> messages) {
    return messages.stream()
        .map(message -> NodeValue.read(message.getPayload()))
        .map(value -> value.node() + "=" + value.value())
        .toList();
  }
}
