package io.resonance.schema.plant;

import java.io.Serializable;
import java.time.Duration;

/** How the MES answers messages that it has taken. */
public sealed interface MesAnswers extends Serializable {

  /** In its response, or not at all. */
  record InResponse() implements MesAnswers {}

  /**
   * In its response, or later on a topic.
   *
   * @param topic full name of the topic of the plant's Kafka cluster; its records are Acknowledge
   *     and ConfirmBOD documents
   * @param timeout how long an answer may take
   * @param onTimeout what happens then
   * @param resends how often a message is sent again at most before it is parked
   * @param callbacks how answers by HTTP come onto the topic
   */
  record OnTopic(
      String topic, Duration timeout, OnTimeout onTimeout, int resends, MesCallbacks callbacks)
      implements MesAnswers {}

  /** What becomes of a message that is not answered in time. */
  enum OnTimeout {
    /** It is sent again under its BODID, which asks a MES that has it for its answer. */
    RESEND,
    /** It is parked for a person. */
    PARK
  }
}
