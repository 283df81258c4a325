package io.resonance.connector.mes.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.MesMessage;
import io.resonance.testbed.mes.SampleRecords;
import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InferenceMessageFunctionTest {

  private KeyedOneInputStreamOperatorTestHarness<String, Inference, MesMessage> harness;
  private KeyedProcessOperator<String, Inference, MesMessage> operator;

  @BeforeEach
  void open() throws Exception {
    MesMessages messages = new MesMessages("p", MesMessaging.standard());
    operator = new KeyedProcessOperator<>(new InferenceMessageFunction(messages));
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator, Inference::getEquipment, Types.STRING);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void anAlertKeepsItsIdFromItsBeginningToItsEnd() throws Exception {
    process("i-1", Evaluation.OK);
    process("i-2", Evaluation.NotOK);
    process("i-3", Evaluation.NotOK);
    process("i-4", Evaluation.NotDecidable);
    process("i-5", Evaluation.OK);
    process("i-6", Evaluation.NotOK);

    List<String> payloads =
        harness.extractOutputValues().stream().map(MesMessage::getPayload).toList();
    assertThat(payloads).hasSize(4);
    assertThat(payloads.get(0)).contains("\"Add\"").contains("<ID>i-2</ID>");
    assertThat(payloads.get(1)).contains("\"Change\"").contains("<ID>i-2</ID>");
    assertThat(payloads.get(2)).contains("<EffectiveEndDate>").contains("<ID>i-2</ID>");
    assertThat(payloads.get(3)).contains("\"Add\"").contains("<ID>i-6</ID>");
  }

  // releases until 0.1.0 kept the name of the evaluation alone
  @Test
  void theStateOfEarlierReleasesIsRead() throws Exception {
    var state =
        operator
            .<String>getKeyedStateBackend()
            .getPartitionedState(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                new MapStateDescriptor<>("last-evaluation", Types.STRING, Types.STRING));
    operator.getKeyedStateBackend().setCurrentKey("MILL-01");
    state.put("bearing", "NotOK");

    process("i-2", Evaluation.NotOK);
    assertThat(harness.extractOutputValues()).isEmpty();

    process("i-3", Evaluation.OK);
    assertThat(harness.extractOutputValues().get(0).getPayload()).contains("<EffectiveEndDate>");
  }

  private void process(String id, Evaluation evaluation) throws Exception {
    Inference inference = SampleRecords.inference(id, "bearing", evaluation);
    inference.getModel().setTask("remaining-useful-life");
    harness.processElement(inference, 0);
  }
}
