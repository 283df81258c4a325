package io.resonance.benchmark.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectSource;
import io.resonance.normalize.NormalizeFunction;
import io.resonance.normalize.mtconnect.MtConnectRouter;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.start.JobSettings;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The jobs whose cost is measured, with the settings of the plant job. */
enum SourceJob {

  /** {@code source-mtconnect -> counted}, chained. */
  SOURCE {
    @Override
    void wire(SingleOutputStreamOperator<MtConnectBatch> source, PlantFile plant) {
      source.sinkTo(new CountedObservations()).uid(COUNTED).name(COUNTED);
    }
  },

  /** {@code source-mtconnect -> route-mtconnect -> keyed by equipment -> normalize -> counted}. */
  PATH {
    @Override
    void wire(SingleOutputStreamOperator<MtConnectBatch> source, PlantFile plant) {
      source
          .process(new MtConnectRouter(plant))
          .uid("route-mtconnect")
          .name("route-mtconnect")
          .keyBy(EquipmentBatch::equipment, Types.STRING)
          .process(new NormalizeFunction(plant.profile()))
          .uid("normalize")
          .name("normalize")
          .sinkTo(new CountedRows())
          .uid(COUNTED)
          .name(COUNTED);
    }
  };

  private static final String COUNTED = "counted";
  private static final String IN_SINK = COUNTED + ":_Writer.";

  /** Observations that arrived in the sink. */
  static final String OBSERVATIONS = IN_SINK + Counted.OBSERVATIONS;

  /** Gaps the source declared. */
  static final String GAPS = IN_SINK + Counted.GAPS;

  abstract void wire(SingleOutputStreamOperator<MtConnectBatch> source, PlantFile plant);

  /** The job; it ends when an observation is missing or comes twice. */
  StreamGraph graph(PlantFile plant, MtConnectSource source) {
    Configuration present = new Configuration();
    present.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(present);
    env.setParallelism(1);
    env.configure(JobSettings.of(plant, env.getConfiguration(), "benchmark"));
    WatermarkStrategy<MtConnectBatch> watermarks =
        WatermarkStrategy.<MtConnectBatch>forBoundedOutOfOrderness(Duration.ofSeconds(1))
            .withIdleness(Duration.ofSeconds(5));
    wire(env.fromSource(source, watermarks, "source-mtconnect").uid("source-mtconnect"), plant);
    return env.getStreamGraph();
  }
}
