package io.resonance.benchmark.opcua;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaSource;
import io.resonance.normalize.NormalizeFunction;
import io.resonance.normalize.opcua.OpcUaRouter;
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

  /** {@code source-opcua -> checked}, chained. */
  SOURCE {
    @Override
    void wire(
        SingleOutputStreamOperator<OpcUaBatch> source, PlantFile plant, boolean measuresLatency) {
      source.sinkTo(new CheckedBatches(measuresLatency)).uid(CHECKED).name(CHECKED);
    }
  },

  /** {@code source-opcua -> route-opcua -> keyed by equipment -> normalize -> checked}. */
  PATH {
    @Override
    void wire(
        SingleOutputStreamOperator<OpcUaBatch> source, PlantFile plant, boolean measuresLatency) {
      source
          .process(new OpcUaRouter(plant))
          .uid("route-opcua")
          .name("route-opcua")
          .keyBy(EquipmentBatch::equipment, Types.STRING)
          .process(new NormalizeFunction(plant.profile()))
          .uid("normalize")
          .name("normalize")
          .sinkTo(new CheckedRows(measuresLatency))
          .uid(CHECKED)
          .name(CHECKED);
    }
  };

  /** Values that arrived in the sink. */
  static final String VALUES = "checked:_Writer." + Arrivals.VALUES;

  /** Gaps the source declared. */
  static final String GAPS = "checked:_Writer." + Arrivals.GAPS;

  private static final String CHECKED = "checked";

  abstract void wire(
      SingleOutputStreamOperator<OpcUaBatch> source, PlantFile plant, boolean measuresLatency);

  /** The job; it ends when anything arrives that the server did not send. */
  StreamGraph graph(PlantFile plant, OpcUaSource source, boolean measuresLatency) {
    Configuration present = new Configuration();
    present.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(present);
    env.setParallelism(1);
    env.configure(JobSettings.of(plant, env.getConfiguration(), "benchmark"));
    WatermarkStrategy<OpcUaBatch> watermarks =
        WatermarkStrategy.<OpcUaBatch>forBoundedOutOfOrderness(Duration.ofSeconds(1))
            .withIdleness(Duration.ofSeconds(5));
    wire(
        env.fromSource(source, watermarks, "source-opcua").uid("source-opcua"),
        plant,
        measuresLatency);
    return env.getStreamGraph();
  }
}
