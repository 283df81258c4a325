package io.resonance.job.plant.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.control.Orders;
import io.resonance.schema.kafka.ControlKey;
import io.resonance.schema.plant.Checkpoints;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.plant.MtConnectSection;
import io.resonance.schema.plant.OpcUaSection;
import io.resonance.schema.plant.Plant;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.plant.RegistryTarget;
import io.resonance.schema.plant.TlsTrust;
import io.resonance.schema.registry.AvroEncoding;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.ControlKind;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.ViolationOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecodeControlFunctionTest {

  private static final int SCHEMA_ID = 258;

  private final AvroEncoding<ControlCommand> encoding =
      new AvroEncoding<>("p.control", SCHEMA_ID, ControlKey::of);
  private final Orders orders = new Orders("li.wei", Clock.systemUTC());
  private OneInputStreamOperatorTestHarness<ControlMessage, ControlCommand> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new DecodeControlFunction(plant(), SCHEMA_ID)));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void tellsOrdersAboutRulesFromThoseAboutViolations() throws Exception {
    ControlCommand push =
        orders.push("line-1", new RulePackText("line-1.yaml", "pack: {}"), Instant.EPOCH);
    ControlCommand waive =
        new ControlCommand(
            "c",
            ControlKind.WAIVE,
            "li.wei",
            Instant.EPOCH,
            null,
            new ViolationOrder("MILL-01", "key", null, "why", Instant.EPOCH),
            null);
    send(ControlKey.of(push), encoding.encode(push).value());
    send(ControlKey.of(waive), encoding.encode(waive).value());
    assertThat(harness.extractOutputValues()).containsExactly(push);
    assertThat(side(DecodeControlFunction.VIOLATION_ORDERS)).containsExactly(waive);
    assertThat(side(DecodeControlFunction.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void takesARemovedKeyForAWithdrawal() throws Exception {
    send("rules/line-1", null);
    send("shadow/line-1", null);
    send("waiver/MILL-01/key", null);
    send("acknowledgement/MILL-01/key", null);
    send("something else", null);
    assertThat(harness.extractOutputValues())
        .extracting(ControlCommand::getKind)
        .containsExactly(ControlKind.WITHDRAW_RULES, ControlKind.WITHDRAW_SHADOW_RULES);
    assertThat(harness.extractOutputValues().get(0).getRules().getEffectiveFrom())
        .isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
    assertThat(side(DecodeControlFunction.VIOLATION_ORDERS))
        .extracting(ControlCommand::getKind)
        .containsExactly(ControlKind.END_WAIVER);
  }

  @Test
  void refusesAnOrderUnderAKeyThatCompactionWouldKeepWrongly() throws Exception {
    ControlCommand push = orders.withdraw("line-1", Instant.EPOCH);
    send("rules/line-2", encoding.encode(push).value());
    assertThat(side(DecodeControlFunction.DEAD_LETTERS).get(0).getReason())
        .isEqualTo(
            "p.control, partition 0, offset 0: The key of an order is `rules/line-2`, and it is about `rules/line-1`.");
  }

  @Test
  void refusesAnOrderThatLacksWhatItIsAbout() throws Exception {
    ControlCommand incomplete =
        new ControlCommand("c", ControlKind.UNKNOWN, "li.wei", Instant.EPOCH, null, null, null);
    send("unknown", encoding.encode(incomplete).value());
    assertThat(side(DecodeControlFunction.DEAD_LETTERS).get(0).getReason())
        .contains("An order of the kind UNKNOWN lacks what it is about");
  }

  @Test
  void makesADeadLetterOfWhateverElseComes() throws Exception {
    Random random = new Random(11);
    int sent = 2_000;
    ControlCommand push =
        orders.push("line-1", new RulePackText("line-1.yaml", "pack: {}"), Instant.EPOCH);
    for (int i = 0; i < sent; i++) {
      byte[] message = i % 2 == 0 ? new byte[random.nextInt(200)] : encoding.encode(push).value();
      if (i % 2 == 0) {
        random.nextBytes(message);
        byte[] header = {0, 0, 0, 1, 2};
        System.arraycopy(header, 0, message, 0, Math.min(5, message.length));
      } else {
        // a byte of the order itself, not of the id of its schema
        message[5 + random.nextInt(message.length - 5)] = (byte) random.nextInt(256);
      }
      send("rules/line-1", message);
    }
    int read =
        harness.extractOutputValues().size() + side(DecodeControlFunction.VIOLATION_ORDERS).size();
    assertThat(read + side(DecodeControlFunction.DEAD_LETTERS).size()).isEqualTo(sent);
    assertThat(side(DecodeControlFunction.DEAD_LETTERS)).hasSizeGreaterThan(sent / 2);
  }

  @Test
  void keepsADeadLetterSmallEnoughForKafka() throws Exception {
    send("k", new byte[1_000_000]);
    DeadLetter letter = side(DecodeControlFunction.DEAD_LETTERS).get(0);
    assertThat(letter.getPayload().remaining()).isEqualTo(1 << 19);
    assertThat(letter.getReason()).endsWith(" The first 524288 bytes are kept.");
  }

  @Test
  void neverHoldsBackWatermarksOfValues() {
    List<String> said = new ArrayList<>();
    WatermarkOutput output =
        new WatermarkOutput() {
          @Override
          public void emitWatermark(Watermark watermark) {
            said.add("watermark");
          }

          @Override
          public void markIdle() {
            said.add("idle");
          }

          @Override
          public void markActive() {
            said.add("active");
          }
        };
    WatermarkGenerator<ControlMessage> generator =
        ControlSource.watermarks().createWatermarkGenerator(null);
    generator.onPeriodicEmit(output);
    generator.onEvent(new ControlMessage("", "", null, 0), 0, output);
    assertThat(said).containsExactly("idle", "idle");
  }

  private void send(String key, byte[] value) throws Exception {
    harness.processElement(
        new ControlMessage("p.control, partition 0, offset 0", key, value, 1_700_000_000_000L), 0);
  }

  private <T> List<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  private static PlantFile plant() {
    return new PlantFile(
        new Plant("p", "Acme", "Shenyang"),
        new ProfileReference("mdr-profile-0.1", Map.of()),
        new KafkaTarget(
            "127.0.0.1:1", "p", KafkaTarget.Guarantee.EXACTLY_ONCE, 1, 1, Map.of(), Map.of()),
        new RegistryTarget("http://127.0.0.1:1", new Credentials.None(), new TlsTrust.Platform()),
        new MesTarget.None(),
        new Checkpoints("file:///nowhere", Duration.ofSeconds(1)),
        OpcUaSection.none(),
        MtConnectSection.none(),
        List.of(),
        List.of());
  }
}
