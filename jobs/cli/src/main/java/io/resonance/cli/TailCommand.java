package io.resonance.cli;

import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.registry.RecordDecoder;
import io.resonance.schema.registry.SchemaRegistry;
import io.resonance.schema.registry.UndecodableRecordException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a topic's records as JSON, one line each, as a reader with read_committed sees them. */
@Command(
    name = "tail",
    description =
        "Prints the records of a topic as JSON, one line each, decoded through the schema registry.",
    mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {

  @Spec private CommandLine.Model.CommandSpec spec;
  @Mixin private PlantFileOption plantFile;

  @Parameters(
      paramLabel = "TOPIC",
      description =
          "values, states, conditions, gaps, assets, health, inferences, inferences-shadow, sessions, audit, violations, violation-states, violations-shadow, control, control-answers, mes-outbox, mes-status or dead-letters; with or without the plant's prefix.")
  private String topic;

  @Option(
      names = "--from-beginning",
      description = "Begin with the oldest record instead of waiting for new ones.")
  private boolean fromBeginning;

  @Option(names = "--max", paramLabel = "N", description = "End after N records.")
  private long max = Long.MAX_VALUE;

  @Option(
      names = "--timeout",
      paramLabel = "D",
      description = "End when nothing came for this long, such as 10s.")
  private Duration timeout;

  @Override
  public Integer call() throws Exception {
    PlantFile plant = plantFile.load(spec.commandLine());
    String name = fullName(plant.kafka());
    PrintWriter out = spec.commandLine().getOut();
    try (KafkaConsumer<byte[], byte[]> consumer = TopicConsumer.of(plant.kafka());
        RecordDecoder<GenericRecord> decoder =
            RecordDecoder.generic(new SchemaRegistry(plant.registry()), name)) {
      assign(consumer, name);
      return print(consumer, decoder, out);
    } catch (KafkaException failed) {
      throw TopicConsumer.refused(plant.kafka(), failed);
    }
  }

  private String fullName(KafkaTarget kafka) {
    for (Topic known : Topic.values()) {
      if (topic.equals(known.suffix()) || topic.equals(known.in(kafka))) {
        return known.in(kafka);
      }
    }
    throw new StartRefusedException(
        "There is no topic '%s'. The topics are %s."
            .formatted(
                topic,
                Arrays.stream(Topic.values())
                    .map(Topic::suffix)
                    .collect(Collectors.joining(", "))));
  }

  private void assign(KafkaConsumer<byte[], byte[]> consumer, String name) {
    List<TopicPartition> partitions = TopicConsumer.assign(consumer, name);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
      partitions.forEach(
          consumer::position); // seeks are lazy: settle the end before saying that we listen
    }
  }

  private int print(
      KafkaConsumer<byte[], byte[]> consumer, RecordDecoder<GenericRecord> decoder, PrintWriter out)
      throws Exception {
    long printed = 0;
    int undecodable = 0;
    long quietSince = System.nanoTime();
    while (printed < max
        && (timeout == null || System.nanoTime() - quietSince < timeout.toNanos())) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
        quietSince = System.nanoTime();
        if (printed == max) {
          break;
        }
        if (message.value() == null) {
          continue; // a compacted topic is to forget this key
        }
        try {
          out.println(RecordJson.of(decoder.decode(message.value())));
        } catch (UndecodableRecordException broken) {
          undecodable++;
          spec.commandLine()
              .getErr()
              .printf(
                  "partition %d offset %d: %s%n",
                  message.partition(), message.offset(), broken.getMessage());
        }
        printed++;
      }
      out.flush();
      if (out.checkError()) {
        return CommandLine.ExitCode.OK; // the reader of our pipe, such as head, has gone
      }
    }
    return undecodable == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
