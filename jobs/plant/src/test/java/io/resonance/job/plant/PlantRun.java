package io.resonance.job.plant;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.kafka.TopicCreation;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.testbed.ledger.LedgerEntries;
import io.resonance.testbed.ledger.TopicReader;
import io.resonance.testbed.ledger.ValueLedger;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A plant job on the MiniCluster of the test, and all that a reader of its topics has seen. */
final class PlantRun implements AutoCloseable {

  private final Map<Topic, List<SpecificRecordBase>> records = new EnumMap<>(Topic.class);
  private final TopicReader reader;
  private final JobClient job;

  private PlantRun(PlantFile plant, ValueLedger ledger, Configuration settings) throws Exception {
    for (Topic topic : Topic.values()) {
      records.put(topic, new CopyOnWriteArrayList<>());
    }
    try (SchemaRegistry registry = new SchemaRegistry(plant.registry())) {
      registry.register(plant.kafka());
    }
    TopicCreation.ensure(plant.kafka());
    reader =
        TopicReader.start(
            plant,
            (topic, record) -> {
              LedgerEntries.book(topic, record, ledger);
              records.get(topic).add(record);
            });
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(1);
    PlantJob.compose(env, plant);
    job = env.executeAsync();
  }

  /** Registers schemas, creates topics, starts the reader and the job. */
  static PlantRun start(PlantFile plant, ValueLedger ledger, Configuration settings)
      throws Exception {
    return new PlantRun(plant, ledger, settings);
  }

  static PlantFile load(Path plantFile) {
    return PlantFiles.load(
        plantFile,
        new PlantVocabulary(),
        warning -> {
          throw new AssertionError(warning.render());
        });
  }

  /** The records of a topic so far, in the order of their partitions. */
  List<SpecificRecordBase> records(Topic topic) {
    reader.assertAlive();
    return records.get(topic);
  }

  JobClient job() {
    return job;
  }

  @Override
  public void close() throws Exception {
    reader.close();
    job.cancel().get();
  }
}
