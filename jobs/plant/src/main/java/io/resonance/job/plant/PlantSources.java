package io.resonance.job.plant;

import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectSource;
import io.resonance.connector.mtconnect.source.MtConnectSourceBuilder;
import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaSource;
import io.resonance.connector.opcua.source.OpcUaSourceBuilder;
import io.resonance.job.plant.control.ControlMessage;
import io.resonance.job.plant.control.ControlSource;
import io.resonance.job.plant.control.DecodeControlFunction;
import io.resonance.normalize.NormalizeOutputs;
import io.resonance.normalize.mtconnect.MtConnectRouter;
import io.resonance.normalize.opcua.OpcUaConnections;
import io.resonance.normalize.opcua.OpcUaRouter;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.ControlCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The sources of a plant job, each with the router chained to it; a test brings its own sources.
 */
public final class PlantSources {

  /** How far values of one endpoint may be out of order before windows count them as late. */
  private static final Duration OUT_OF_ORDER = Duration.ofSeconds(1);

  /** An endpoint that is silent for this long no longer holds back the windows of the others. */
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final PlantFile plant;
  private final Optional<Source<OpcUaBatch, ?, ?>> opcua;
  private final Optional<Source<MtConnectBatch, ?, ?>> mtconnect;
  private final Source<ControlMessage, ?, ?> control;

  private PlantSources(
      PlantFile plant,
      Optional<Source<OpcUaBatch, ?, ?>> opcua,
      Optional<Source<MtConnectBatch, ?, ?>> mtconnect) {
    this.plant = plant;
    this.control = ControlSource.of(plant);
    this.opcua = opcua;
    this.mtconnect = mtconnect;
  }

  /** The servers and agents of the plant file. */
  public static PlantSources of(PlantFile plant) {
    List<OpcUaEndpoint> servers = ConnectorSettings.opcua(plant);
    List<MtConnectAgent> agents = ConnectorSettings.mtconnect(plant);
    return new PlantSources(
        plant,
        servers.isEmpty() ? Optional.empty() : Optional.of(opcua(plant, servers)),
        agents.isEmpty() ? Optional.empty() : Optional.of(mtconnect(plant, agents)));
  }

  /**
   * The OPC UA servers of a plant file, read by a source with settings a plant file has no keys
   * for; no agents.
   */
  public static PlantSources of(PlantFile plant, Source<OpcUaBatch, ?, ?> opcua) {
    return new PlantSources(plant, Optional.of(opcua), Optional.empty());
  }

  private static MtConnectSource mtconnect(PlantFile plant, List<MtConnectAgent> agents) {
    MtConnectSourceBuilder builder = MtConnectSource.builder();
    agents.forEach(agent -> builder.agent(agent, ConnectorSettings.splitBy(plant, agent.id())));
    return builder.build();
  }

  private static OpcUaSource opcua(PlantFile plant, List<OpcUaEndpoint> servers) {
    OpcUaSourceBuilder builder = OpcUaSource.builder().identity(OpcUaConnections.identity(plant));
    servers.forEach(builder::endpoint);
    return builder.build();
  }

  PlantPipeline.Streams routed(StreamExecutionEnvironment env, Parallelism parallelism) {
    List<PlantPipeline.Streams> routed = new ArrayList<>();
    opcua.ifPresent(
        source -> {
          SingleOutputStreamOperator<OpcUaBatch> batches =
              env.fromSource(source, watermarks(), "source-opcua").uid("source-opcua");
          parallelism.set(batches);
          routed.add(
              streams(
                  batches.process(new OpcUaRouter(plant)),
                  "route-opcua",
                  parallelism,
                  "source-opcua"));
        });
    mtconnect.ifPresent(
        source -> {
          SingleOutputStreamOperator<MtConnectBatch> batches =
              env.fromSource(source, watermarks(), "source-mtconnect").uid("source-mtconnect");
          parallelism.set(batches);
          routed.add(
              streams(
                  batches.process(new MtConnectRouter(plant)),
                  "route-mtconnect",
                  parallelism,
                  "source-mtconnect"));
        });
    return PlantPipeline.Streams.union(routed);
  }

  /**
   * Orders about rules; those about violations and what is no order are side outputs.
   *
   * @param schemaId id of the orders' schema in the registry
   */
  SingleOutputStreamOperator<ControlCommand> orders(StreamExecutionEnvironment env, int schemaId) {
    return env.fromSource(control, ControlSource.watermarks(), ControlSource.UID)
        .uid(ControlSource.UID)
        .setParallelism(1) // one order among the orders
        .process(new DecodeControlFunction(plant, schemaId), DecodeControlFunction.OUTPUT_TYPE)
        .uid(DecodeControlFunction.UID)
        .name(DecodeControlFunction.UID)
        .setParallelism(1);
  }

  private static PlantPipeline.Streams streams(
      SingleOutputStreamOperator<EquipmentBatch> router,
      String uid,
      Parallelism parallelism,
      String source) {
    router.uid(uid).name(uid);
    parallelism.setAs(source, router);
    return new PlantPipeline.Streams(router, router.getSideOutput(NormalizeOutputs.DEAD_LETTERS));
  }

  /**
   * The connectors stamp each batch with its latest source time and keep one watermark per split.
   */
  private static <T> WatermarkStrategy<T> watermarks() {
    return WatermarkStrategy.<T>forBoundedOutOfOrderness(OUT_OF_ORDER).withIdleness(IDLE);
  }
}
