package io.resonance.job.mes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.DeliveryAttempt;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import io.resonance.testbed.kafka.EmbeddedKafka;
import io.resonance.testbed.kafka.RegistryProcess;
import io.resonance.testbed.ledger.TopicReader;
import io.resonance.testbed.mes.Answers;
import io.resonance.testbed.mes.EffectLedger;
import io.resonance.testbed.mes.FaultPlan;
import io.resonance.testbed.mes.MesCertificate;
import io.resonance.testbed.mes.MesFault;
import io.resonance.testbed.mes.OutboxWriter;
import io.resonance.testbed.mes.ReceivedMessage;
import io.resonance.testbed.mes.SimulatedMes;
import io.resonance.testbed.mes.SimulatedMesOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A MES that takes messages without a word and posts its answers later, or never. */
@Timeout(240)
class LateAnswersITCase {

  private static final int EQUIPMENTS = 4;
  private static final MesFault SILENCE = new MesFault.Answer("");

  @TempDir private Path folder;
  private final Map<String, MesMessage> status = new ConcurrentHashMap<>();
  private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();
  private final MesCertificate certificate = MesCertificate.forThisMachine();

  @Test
  void answersSettleTheirMessagesOverTheDeathOfATaskManager() throws Exception {
    try (RegistryProcess registry =
            new RegistryProcess(
                Path.of(System.getProperty("registry.dir")), 0, folder.resolve("registry/log"));
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        SimulatedMes mes = SimulatedMes.start(SimulatedMesOptions.plain())) {
      mes.play(FaultPlan.always(SILENCE));
      PlantFile plant = prepare(kafka, registry, mes);
      List<MesMessage> messages = DeliveryPlant.messages(EQUIPMENTS, EQUIPMENTS);

      try (TopicReader reader = TopicReader.start(plant, this::collect);
          AnswerCallbacks callbacks = AnswerCallbacks.start(plant);
          DeliveryMiniCluster cluster = new DeliveryMiniCluster()) {
        cluster.submit(plant);
        OutboxWriter.write(plant, messages);
        awaitStates(reader, Map.of(MesState.PENDING, EQUIPMENTS));
        cluster.killTaskManager();

        List<ReceivedMessage> received =
            mes.ledger().latest().stream()
                .filter(entry -> entry.result() == EffectLedger.Result.ACCEPTED)
                .map(EffectLedger.Entry::message)
                .toList();
        post(
            callbacks,
            Answers.acknowledge(received.get(0), received.get(0).bodId(), "Accepted", ""));
        post(
            callbacks,
            Answers.acknowledge(
                received.get(1), received.get(1).bodId(), "Rejected", "no such lot"));
        post(
            callbacks,
            Answers.acknowledge(received.get(2), received.get(2).bodId(), "Modified", "moved"));
        awaitStates(
            reader,
            Map.of(
                MesState.ACCEPTED, 1,
                MesState.REJECTED, 1,
                MesState.MODIFIED, 1,
                // the fourth is sent again, and once more, and then is for a person
                MesState.PARKED, 1));
      }
      MesMessage unanswered =
          status.values().stream().filter(m -> m.getState() == MesState.PARKED).findAny().get();
      assertThat(unanswered.getAttempts())
          .extracting(DeliveryAttempt::getOutcome)
          .filteredOn(outcome -> outcome.startsWith("RESENT"))
          .containsExactly(
              "RESENT 1 of 2: no answer within 8 s", "RESENT 2 of 2: no answer within 8 s");
      assertThat(mes.ledger().counts().accepted()).isEqualTo(EQUIPMENTS);
      assertThat(mes.ledger().counts().duplicates()).isGreaterThanOrEqualTo(2);
      assertThat(letters)
          .extracting(DeadLetter::getReason)
          .anyMatch(reason -> reason.endsWith("no such lot"))
          .anyMatch(reason -> reason.endsWith("did not answer within 8 s"));
    }
  }

  private PlantFile prepare(EmbeddedKafka kafka, RegistryProcess registry, SimulatedMes mes)
      throws Exception {
    certificate.writePem(folder.resolve("own.pem"));
    certificate.writeKeyPem(folder.resolve("own.key"));
    Files.writeString(folder.resolve("token"), "s3cret");
    return DeliveryPlant.prepare(
            folder,
            kafka.bootstrap(),
            registry.awaitReady().url(),
            """
            {url: "%s", answers: {topic: acme.answers, timeout: 8s, resends: 2, callbacks:
              {listen: "127.0.0.1:0", certificate: own.pem, key: own.key, token: "${file:token}"}}}
            """
                .formatted(mes.url())
                .strip())
        .plant();
  }

  private void collect(Topic topic, Object record) {
    if (topic == Topic.MES_STATUS) {
      MesMessage message = (MesMessage) record;
      status.put(message.getBodId(), message);
    } else if (topic == Topic.DEAD_LETTERS) {
      letters.add((DeadLetter) record);
    }
  }

  private void awaitStates(TopicReader reader, Map<MesState, Integer> wanted) {
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> {
              reader.assertAlive();
              wanted.forEach(
                  (state, count) ->
                      assertThat(status.values())
                          .filteredOn(m -> m.getState() == state)
                          .as("%s", state)
                          .hasSize(count));
            });
  }

  private void post(AnswerCallbacks callbacks, String answer) throws Exception {
    HttpResponse<Void> response =
        HttpClient.newBuilder()
            .sslContext(certificate.context(Optional.of(certificate)))
            .build()
            .send(
                HttpRequest.newBuilder(URI.create(callbacks.url()))
                    .header("Authorization", "Bearer s3cret")
                    .POST(HttpRequest.BodyPublishers.ofString(answer))
                    .build(),
                HttpResponse.BodyHandlers.discarding());
    assertThat(response.statusCode()).isEqualTo(202);
  }
}
