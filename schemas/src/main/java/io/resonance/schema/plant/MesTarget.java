package io.resonance.schema.plant;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where messages for the MES go. */
public sealed interface MesTarget extends Serializable {

  /** Which messages are made; empty where there is no MES. */
  Optional<MesMessaging> messages();

  /** How the MES answers. */
  MesAnswers answers();

  /** There is no MES; no messages are made. */
  record None() implements MesTarget {
    @Override
    public Optional<MesMessaging> messages() {
      return Optional.empty();
    }

    @Override
    public MesAnswers answers() {
      return new MesAnswers.InResponse();
    }
  }

  /**
   * A MES that reads the plant's Kafka cluster.
   *
   * @param prefix of the topics, one for each noun of B2MML
   * @param messaging which messages it gets, and in which form
   * @param answers how it answers
   */
  record KafkaTopics(String prefix, MesMessaging messaging, MesAnswers answers)
      implements MesTarget {

    /** Nouns of the messages there are, each with a topic. */
    public static final List<String> NOUNS = List.of("OperationsEvent", "TestResult", "WorkAlert");

    /** Full name of the topic of a noun. */
    public String topic(String noun) {
      return prefix + "." + noun;
    }

    /** Full names of all topics. */
    public List<String> topics() {
      return NOUNS.stream().map(this::topic).toList();
    }

    @Override
    public Optional<MesMessaging> messages() {
      return Optional.of(messaging);
    }
  }

  /**
   * B2MML by HTTP POST.
   *
   * @param url where messages are posted
   * @param access who we are there, and whom we trust
   * @param messaging which messages it gets, and in which form
   * @param requestTimeout how long one request may take
   * @param answers how it answers
   */
  record Http(
      String url,
      MesAccess access,
      MesMessaging messaging,
      Duration requestTimeout,
      MesAnswers answers)
      implements MesTarget {

    @Override
    public Optional<MesMessaging> messages() {
      return Optional.of(messaging);
    }

    /** A MES that asks for no credentials, with the defaults of the plant file. */
    public static Http at(String url) {
      return new Http(
          url,
          MesAccess.open(),
          MesMessaging.standard(),
          Duration.ofSeconds(10),
          new MesAnswers.InResponse());
    }

    /** The same MES reached in another way. */
    public Http withAccess(MesAccess other) {
      return new Http(url, other, messaging, requestTimeout, answers);
    }

    /** The same MES with other messages. */
    public Http withMessaging(MesMessaging other) {
      return new Http(url, access, other, requestTimeout, answers);
    }

    /** The same MES with another bound for a request. */
    public Http withRequestTimeout(Duration other) {
      return new Http(url, access, messaging, other, answers);
    }

    /** The same MES answering in another way. */
    public Http withAnswers(MesAnswers other) {
      return new Http(url, access, messaging, requestTimeout, other);
    }
  }

  /** B2MML ConfirmationCode. */
  enum Confirmation {
    ALWAYS,
    ON_ERROR,
    NEVER
  }
}
