package io.resonance.job.mes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mes.sink.LaneSettings;
import io.resonance.connector.mes.sink.MesDeliveryOptions;
import io.resonance.schema.plant.MesAnswers;
import io.resonance.schema.plant.MesCallbacks;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.v1.MesMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MesDeliveryJobTest {

  @TempDir private Path folder;

  @Test
  void everyOperatorHasItsFixedUidAndCheckpointsAreUnaligned() {
    Configuration guards = new Configuration();
    guards.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    guards.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(guards);
    env.enableCheckpointing(1_000);
    var target =
        MesTarget.Http.at("http://127.0.0.1:1/b2mml")
            .withRequestTimeout(Duration.ofSeconds(1))
            .withAnswers(
                new MesAnswers.OnTopic(
                    "acme.answers",
                    Duration.ofMinutes(1),
                    MesAnswers.OnTimeout.RESEND,
                    3,
                    new MesCallbacks.None()));

    MesDeliveryPipeline.wire(
        env,
        new MesDeliveryPipeline.Inputs(
            new DataGeneratorSource<>(
                index -> new MesMessage(), 1, new AvroTypeInfo<>(MesMessage.class)),
            Optional.of(
                new DataGeneratorSource<>(
                    index -> new byte[0],
                    1,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO))),
        MesDeliveryOptions.to(target),
        Optional.empty(),
        new MesDeliveryPipeline.Results(
            status -> status.sinkTo(new DiscardingSink<>()).uid("sink-kafka-mes-status"),
            letters -> letters.sinkTo(new DiscardingSink<>()).uid("sink-kafka-dead-letters"),
            again -> again.sinkTo(new DiscardingSink<>()).uid("sink-kafka-mes-outbox"),
            entries -> entries.sinkTo(new DiscardingSink<>()).uid("sink-kafka-audit")));

    List<String> uids =
        env.getStreamGraph().getStreamNodes().stream()
            .map(StreamNode::getTransformationUID)
            .toList();
    assertThat(uids)
        .contains(
            "source-kafka-outbox",
            "deliver-mes",
            "source-kafka-mes-answers",
            "read-answers",
            "await-answers",
            "sink-kafka-mes-outbox",
            "sink-kafka-mes-status",
            "sink-kafka-dead-letters");
    assertThat(env.getCheckpointConfig().isUnalignedCheckpointsEnabled()).isTrue();
  }

  @Test
  void whereOnlyNodesAreWrittenThereIsNoMes() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    var options = MesDeliveryOptions.to(MesTarget.Http.at("http://127.0.0.1:1/b2mml"));
    MesDeliveryPipeline.writeOnly(
        env,
        new MesDeliveryPipeline.Inputs(
            new DataGeneratorSource<>(
                index -> new MesMessage(), 1, new AvroTypeInfo<>(MesMessage.class)),
            Optional.empty()),
        new LaneSettings(
            NodeWriteClient.UID,
            options.lanes(),
            options.retries(),
            1,
            Duration.ofSeconds(1),
            () -> {
              throw new IllegalStateException("nothing is sent here");
            }),
        new MesDeliveryPipeline.Results(
            status -> status.sinkTo(new DiscardingSink<>()).uid("status"),
            letters -> letters.sinkTo(new DiscardingSink<>()).uid("letters"),
            again -> again.sinkTo(new DiscardingSink<>()).uid("again"),
            entries -> entries.sinkTo(new DiscardingSink<>()).uid("audit")));

    assertThat(env.getStreamGraph().getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains(
            "source-kafka-outbox", "deliver-writes", "audit-writes", "status", "letters", "audit")
        .doesNotContain("deliver-mes", "again");
  }

  @Test
  void aPlantFileThatCannotBeUsedIsRefusedWithEveryProblem() throws Exception {
    Path file = Files.writeString(folder.resolve("plant.yaml"), "resonance: 1\nplant: {id: x}\n");

    assertThatThrownBy(() -> MesDeliveryJob.main(new String[] {"--plant", file.toString()}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("plant.yaml")
        .hasMessageContaining("kafka");
  }

  @Test
  void argumentsOtherThanAPlantFileAreRefused() {
    assertThatThrownBy(() -> MesDeliveryJob.main(new String[] {"plant.yaml"}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The delivery job takes exactly the arguments --plant FILE.");
  }
}
