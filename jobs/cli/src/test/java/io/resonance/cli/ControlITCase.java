package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.cli.local.LocalCluster;
import io.resonance.cli.local.PlantJobs;
import io.resonance.schema.control.ControlDesk;
import io.resonance.schema.control.Orders;
import io.resonance.schema.kafka.KafkaClients;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlOutcome;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.PropertyValue;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import io.resonance.testbed.kafka.Ports;
import io.resonance.testbed.ledger.LedgerEntries;
import io.resonance.testbed.ledger.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People give orders to a plant's running job by the command line. */
class ControlITCase {

  private static final String RULE = "speed-on-record";

  /** Broken by every spindle speed. */
  private static final String PACK =
      """
      pack: {id: line-1, version: "1"}
      rules:
        - id: speed-on-record
          version: "1"
          severity: INFO
          equipment: [MILL-01]
          property: [spindle-speed]
          limits: {high: -1, unit: "{rev}/min"}
          en: {title: Speed on record, explanation: For the record., fix: Nothing.}
          zh: {title: 记录转速, explanation: 仅作记录。, fix: 无需处理。}
      """;

  @TempDir Path folder;

  private final List<PropertyValue> speeds = new CopyOnWriteArrayList<>();
  private final List<Violation> reports = new CopyOnWriteArrayList<>();
  private final List<DeadLetter> deadLetters = new CopyOnWriteArrayList<>();

  @Test
  void carriesOutOrdersWithoutRestartAndKeepsThemOverOne() throws Exception {
    try (TestPlant machines = TestPlant.start(folder)) {
      PlantFile plant = machines.file();
      Path file = folder.resolve("plant.yaml");
      try (TopicReader reader =
              TopicReader.start(plant, (topic, record) -> note(machines, topic, record));
          LocalCluster cluster =
              new LocalCluster(new Configuration(), PlantJobs.SLOTS, Ports.free())) {
        List<JobID> jobs = new PlantJobs(plant, PlantJobs.Start.FRESH).start(cluster);
        await().atMost(Duration.ofMinutes(1)).until(() -> !speeds.isEmpty());

        swapsRulesAtAnExactTime(file);
        refusesAWrongPack(plant, file);
        survivesGarbage(plant);
        acknowledgesAndWaives(file);
        for (JobID job : jobs) {
          assertThat(cluster.status(job)).isEqualTo(JobStatus.RUNNING);
          cluster.cancel(job);
        }
        new PlantJobs(plant, PlantJobs.Start.LAST_CHECKPOINT).start(cluster);
        goesOnWithThePushedPack(file);

        machines.stopMachines();
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(
                () -> {
                  reader.assertAlive();
                  assertThat(machines.ledger().balance().undeclared()).isEmpty();
                  assertThat(machines.ledger().balance().openGaps()).isZero();
                });
        assertThat(machines.ledger().balance().duplicates()).isZero();
      }
    }
  }

  private void note(TestPlant machines, Topic topic, SpecificRecordBase record) {
    LedgerEntries.book(topic, record, machines.ledger());
    if (record instanceof EquipmentPropertyValues values) {
      values.getValues().stream()
          .filter(value -> value.getProperty().equals("spindle-speed"))
          .filter(value -> values.getEquipment().equals("MILL-01"))
          .forEach(speeds::add);
    } else if (record instanceof Violation violation && topic == Topic.VIOLATIONS) {
      reports.add(violation);
    } else if (record instanceof DeadLetter letter) {
      deadLetters.add(letter);
    }
  }

  private void swapsRulesAtAnExactTime(Path file) throws Exception {
    Path pack = Files.writeString(folder.resolve("line-1.yaml"), PACK);
    // far enough that the job has the pack before its time comes, on a slow machine too
    Instant from = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.MILLIS);
    CommandRun push =
        CommandRun.of(
            "rules",
            "push",
            pack.toString(),
            "--plant",
            file.toString(),
            "--by",
            "li.wei",
            "--effective-from",
            from.toString());
    assertThat(push.err()).isEmpty();
    assertThat(push.exitCode()).isZero();
    assertThat(push.out())
        .isEqualTo(
            "The pack line-1 1 (1 rules) judges values measured at %s or later.%n".formatted(from));
    await().atMost(Duration.ofSeconds(60)).until(() -> opened().isPresent());
    CommandRun rules = CommandRun.of("rules", "list", "--plant", file.toString());
    assertThat(rules.err()).isEmpty();
    assertThat(rules.out())
        .containsPattern("(?m)^speed-on-record +[A-Z]+ +pushed +Speed on record");
    Instant first = opened().orElseThrow().getFirstAt();
    assertThat(first).isAfterOrEqualTo(from);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        speeds.stream()
                            .map(PropertyValue::getSourceTimestamp)
                            .filter(time -> !time.isBefore(from))
                            .min(Instant::compareTo))
                    .as("the first value measured at the time or later")
                    .contains(first));
  }

  private Optional<Violation> opened() {
    return reports.stream()
        .filter(v -> v.getRuleId().equals(RULE) && v.getState() == ViolationState.OPENED)
        .findFirst();
  }

  private void refusesAWrongPack(PlantFile plant, Path file) throws Exception {
    String wrong = PACK.replace("high: -1", "hihg: -1").replace("\"1\"}", "\"2\"}");
    CommandRun push =
        CommandRun.of(
            "rules",
            "push",
            Files.writeString(folder.resolve("wrong.yaml"), wrong).toString(),
            "--plant",
            file.toString());
    assertThat(push.exitCode()).isEqualTo(1);
    assertThat(push.err())
        .contains("wrong.yaml, line 8: unknown field `hihg`")
        .contains("Nothing was pushed");

    // whoever writes to the topic without the command is answered by the job
    try (ControlDesk desk = new ControlDesk(plant)) {
      Optional<ControlAnswer> answer =
          desk.order(
              new Orders("li.wei", Clock.systemUTC())
                  .push("line-1", new RulePackText("wrong.yaml", wrong), Instant.now()),
              Duration.ofSeconds(30));
      assertThat(answer.orElseThrow().getOutcome()).isEqualTo(ControlOutcome.REFUSED);
      assertThat(answer.get().getDetail()).contains("wrong.yaml, line 8: unknown field `hihg`");
    }
    assertThat(CommandRun.of("rules", "packs", "--plant", file.toString()).out())
        .contains("rules/line-1", "by li.wei: REFUSED, wrong.yaml, line 8");
    assertThat(reports).noneMatch(v -> v.getTitleEn().equals("Rule withdrawn"));
  }

  private void survivesGarbage(PlantFile plant) throws Exception {
    byte[] noise = new byte[1_000];
    new Random(7).nextBytes(noise);
    noise[0] = 1;
    byte[] unknownSchema = {0, 0, 15, 66, 63, 1, 2, 3};
    byte[] knownSchemaNoRecord = {0, 0, 0, 0, 1, 127, 127, 127, 127, 127, 127, 127, 127, 127};
    byte[] nothing = {};
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            KafkaClients.properties(plant.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] key = "rules/garbage".getBytes(StandardCharsets.UTF_8);
      for (byte[] each : List.of(noise, unknownSchema, knownSchemaNoRecord, nothing)) {
        producer.send(new ProducerRecord<>(Topic.CONTROL.in(plant.kafka()), key, each)).get();
      }
      producer
          .send(
              new ProducerRecord<>(
                  Topic.CONTROL.in(plant.kafka()), "rules".getBytes(StandardCharsets.UTF_8), null))
          .get();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(deadLetters)
                    .filteredOn(letter -> letter.getStage().equals("decode-control"))
                    .hasSize(4)
                    .allMatch(letter -> letter.getReason().contains("demo.control, partition 0"))
                    .allMatch(letter -> letter.getNextStep().contains("resonance rules push")));
  }

  private void acknowledgesAndWaives(Path file) {
    String id = opened().orElseThrow().getViolationId();
    String plant = file.toString();
    CommandRun list = CommandRun.of("violations", "list", "--plant", plant);
    assertThat(list.err()).isEmpty();
    assertThat(list.out()).contains(id.substring(0, 8), "Speed on record / 记录转速");
    CommandRun ack =
        CommandRun.of(
            "violations",
            "ack",
            id.substring(0, 8),
            "--plant",
            plant,
            "--by",
            "li.wei",
            "--comment",
            "seen");
    assertThat(ack.err()).isEmpty();
    assertThat(ack.out())
        .isEqualTo(
            "li.wei acknowledged the violation %s of MILL-01 (Speed on record).%n".formatted(id));
    waiverEndsOnTheClockOfTheValues(plant, id);
    CommandRun waive =
        CommandRun.of(
            "violations",
            "waive",
            id,
            "--plant",
            plant,
            "--by",
            "li.wei",
            "--for",
            "1h",
            "--reason",
            "trial run");
    assertThat(waive.err()).isEmpty();
    assertThat(waive.out()).contains("li.wei waived the violation " + id + " of MILL-01 until ");
    CommandRun show = CommandRun.of("violations", "show", id, "--plant", plant);
    assertThat(show.out())
        .contains("Acknowledged by li.wei at ", ": seen", "Waived by li.wei until ", ": trial run");
    assertThat(CommandRun.of("violations", "show", "ffffffff-0", "--plant", plant).err())
        .contains("There is no violation 'ffffffff-0' now. `resonance violations list --all`");
  }

  /** Values go on, orders do not: their silence must not hold back the time of the values. */
  private void waiverEndsOnTheClockOfTheValues(String plant, String id) {
    CommandRun waive =
        CommandRun.of(
            "violations", "waive", id, "--plant", plant, "--for", "6s", "--reason", "short");
    assertThat(waive.err()).isEmpty();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                reports.stream()
                    .dropWhile(v -> v.getState() != ViolationState.WAIVED)
                    .anyMatch(
                        v ->
                            v.getViolationId().equals(id)
                                && v.getState() == ViolationState.REPEATED
                                && v.getWaiver() == null));
  }

  private void goesOnWithThePushedPack(Path file) {
    String id = opened().orElseThrow().getViolationId();
    CommandRun withdraw =
        CommandRun.of("rules", "withdraw", "line-1", "--plant", file.toString(), "--by", "li.wei");
    assertThat(withdraw.err()).isEmpty();
    assertThat(withdraw.out()).startsWith("The pack line-1 is withdrawn for values measured at ");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(reports)
                    .filteredOn(v -> v.getRuleId().equals(RULE))
                    .last()
                    .satisfies(
                        last -> {
                          assertThat(last.getState()).isEqualTo(ViolationState.CLEARED);
                          assertThat(last.getViolationId()).isEqualTo(id);
                          assertThat(last.getTitleEn()).isEqualTo("Rule withdrawn");
                          assertThat(last.getWaiver().getReason()).isEqualTo("trial run");
                        }));
    assertThat(reports)
        .filteredOn(v -> v.getRuleId().equals(RULE))
        .extracting(Violation::getState)
        .as("opened once, and silent while waived")
        .doesNotContain(ViolationState.REOPENED)
        .containsOnlyOnce(
            ViolationState.OPENED, ViolationState.ACKNOWLEDGED, ViolationState.CLEARED);
  }
}
