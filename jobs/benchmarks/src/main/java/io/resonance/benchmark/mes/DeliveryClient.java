package io.resonance.benchmark.mes;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.benchmark.job.LocalJob;
import io.resonance.connector.mes.sink.MesDelivery;
import io.resonance.connector.mes.sink.MesDeliveryOptions;
import io.resonance.schema.plant.MesAccess;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.plant.TlsTrust;
import io.resonance.schema.v1.MesMessage;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Our side: the delivery operator in a job on a cluster in this process. */
final class DeliveryClient implements ChildPart {

  static final String NAME = "mes-delivery";
  static final String CHECKPOINTS = "checkpoints";
  static final String LANES = "lanes";
  static final String PER_SECOND = "perSecond";
  static final String DISTURBING = "disturbing";
  static final String FEW_AFTER = "fewAfter";
  static final String ACCEPTED = MesDelivery.UID + ".messagesAccepted";

  /** As many as the baseline has under way. */
  static final int PARALLEL_REQUESTS = 64;

  private static final AvroTypeInfo<MesMessage> TYPE = new AvroTypeInfo<>(MesMessage.class);
  private static final int QUEUED = 4_000;

  private final LocalJob job;

  DeliveryClient(Map<String, String> settings) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    // thousands of messages wait, more than the JobManager takes into its memory
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.get(CHECKPOINTS));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(1);
    env.enableCheckpointing(1_000);
    env.getCheckpointConfig().enableUnalignedCheckpoints();
    var source =
        new DataGeneratorSource<>(
            new LaneMessages(
                Integer.parseInt(settings.get(LANES)),
                Boolean.parseBoolean(settings.get(DISTURBING)),
                Long.parseLong(settings.get(FEW_AFTER))),
            Long.MAX_VALUE,
            RateLimiterStrategy.perSecond(Double.parseDouble(settings.get(PER_SECOND))),
            TYPE);
    var messages = env.fromSource(source, WatermarkStrategy.noWatermarks(), "outbox", TYPE);
    MesAccess access =
        MesAccess.open().withTrust(new TlsTrust.PemFile(settings.get(MesServer.TRUST)));
    MesDelivery.deliver(
            messages,
            MesDeliveryOptions.to(MesTarget.Http.at(settings.get(MesServer.URL)).withAccess(access))
                .withMaxQueued(QUEUED))
        .map(new SettledMeter())
        .returns(TYPE)
        .name("settled")
        .sinkTo(new DiscardingSink<>());
    job = new LocalJob();
    job.submit(env.getStreamGraph());
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  @Override
  public Map<String, Long> totals() throws Exception {
    return job.totals(ACCEPTED);
  }

  @Override
  public void stop() throws Exception {
    job.stop();
  }
}
