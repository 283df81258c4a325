package io.resonance.schema.kafka;

import io.resonance.schema.plant.KafkaTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics of a plant with the configured partitions and replicas; topics that exist are
 * left as they are. Topics never come into being by a broker's auto-creation, which would give them
 * the broker's defaults.
 */
public final class TopicCreation {

  private static final int TIMEOUT_SECONDS = 20;

  private TopicCreation() {}

  /**
   * Creates what is missing and waits until every topic can be written to.
   *
   * @return the names of the topics that were created
   * @throws StartRefusedException if Kafka cannot be reached or refuses
   */
  public static List<String> ensure(KafkaTarget kafka) {
    List<NewTopic> wanted = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      wanted.add(
          newTopic(kafka, topic.in(kafka), topic.partitions(kafka), topic.cleanup().policy()));
    }
    return create(kafka, wanted);
  }

  /** The same for topics that others read. */
  public static List<String> ensure(KafkaTarget kafka, List<String> names) {
    return create(
        kafka,
        names.stream()
            .map(name -> newTopic(kafka, name, kafka.partitions(), Topic.Cleanup.DELETE.policy()))
            .toList());
  }

  private static NewTopic newTopic(KafkaTarget kafka, String name, int partitions, String cleanup) {
    return new NewTopic(name, Optional.of(partitions), Optional.of((short) kafka.replication()))
        .configs(Map.of("cleanup.policy", cleanup));
  }

  private static List<String> create(KafkaTarget kafka, List<NewTopic> wanted) {
    Properties properties = KafkaClients.properties(kafka);
    properties.putIfAbsent("request.timeout.ms", "10000");
    properties.putIfAbsent("default.api.timeout.ms", "15000");
    List<String> names = wanted.stream().map(NewTopic::name).toList();
    try (Admin admin = Admin.create(properties)) {
      Set<String> present = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      List<NewTopic> missing =
          wanted.stream().filter(topic -> !present.contains(topic.name())).toList();
      create(admin, missing);
      awaitLeaders(admin, names);
      return missing.stream().map(NewTopic::name).toList();
    } catch (ExecutionException | TimeoutException refused) {
      throw new StartRefusedException(
          "Kafka at %s could not be reached or did not let topics such as %s be created: %s. Check kafka.bootstrap and kafka.properties in the plant file, and that this user may create topics."
              .formatted(kafka.bootstrap(), names.get(0), KafkaReach.reason(refused)),
          refused);
    } catch (org.apache.kafka.common.KafkaException misconfigured) {
      throw new StartRefusedException(
          "No Kafka client could be made for %s: %s. Check kafka.bootstrap and kafka.properties in the plant file."
              .formatted(kafka.bootstrap(), KafkaReach.reason(misconfigured)),
          misconfigured);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartRefusedException(
          "Interrupted while creating the topics of " + kafka.prefix(), interrupted);
    }
  }

  private static void create(Admin admin, List<NewTopic> missing)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      // Two jobs of one plant may start at the same time; whoever is second finds the topics there.
      if (!(failed.getCause() instanceof TopicExistsException)) {
        throw failed;
      }
    }
  }

  /**
   * A producer that writes right after createTopics can drop records, so wait until each partition
   * has a leader.
   */
  private static void awaitLeaders(Admin admin, List<String> names)
      throws ExecutionException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (true) {
      try {
        boolean ready =
            admin
                .describeTopics(names)
                .allTopicNames()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.leader() != null && !partition.leader().isEmpty());
        if (ready) {
          return;
        }
      } catch (ExecutionException notYet) {
        if (!(notYet.getCause()
            instanceof org.apache.kafka.common.errors.UnknownTopicOrPartitionException)) {
          throw notYet;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("topics " + names + " have partitions without a leader");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
