package io.resonance.schema.plant.load;

import static io.resonance.schema.plant.load.Key.defaulting;
import static io.resonance.schema.plant.load.Key.optional;
import static io.resonance.schema.plant.load.Key.required;

import io.resonance.schema.plant.load.KeyType.ListOf;
import io.resonance.schema.plant.load.KeyType.Section;
import io.resonance.schema.plant.load.KeyType.Single;
import io.resonance.schema.plant.load.ScalarType.Choice;
import io.resonance.schema.plant.load.ScalarType.LocalPath;
import io.resonance.schema.plant.load.ScalarType.SecretText;
import io.resonance.schema.plant.load.ScalarType.Text;
import io.resonance.schema.plant.load.ScalarType.Time;
import io.resonance.schema.plant.load.ScalarType.Whole;
import java.time.Duration;
import java.util.List;

/** The keys of the MES; part of {@link PlantFileKeys}. */
final class MesKeys {

  private static final Section RULE =
      new Section(
          "Which records become which message; the first entry that fits decides",
          List.of(
              required(
                  "record",
                  new Choice(List.of("violation", "inference")),
                  "The kind of record it is about."),
              optional(
                  "equipment",
                  new ListOf(new Single(PlantFileKeys.ID)),
                  "Ids of the equipment it is about; left out, all."),
              optional(
                  "rules",
                  new ListOf(new Single(PlantFileKeys.ID)),
                  "Ids of the rules whose violations it is about; left out, all."),
              optional(
                  "models",
                  new ListOf(new Single(PlantFileKeys.ID)),
                  "Ids of the models whose results it is about; left out, all."),
              optional(
                  "severity",
                  new ListOf(new Single(new Choice(List.of("info", "warning", "error")))),
                  "Severities of the violations it is about; left out, all."),
              required(
                  "message",
                  new Choice(
                      List.of(
                          "operations-event",
                          "test-result",
                          "sync-test-result",
                          "work-alert",
                          "none")),
                  "What they become: NotifyOperationsEvent (violations), ProcessTestResult or"
                      + " SyncTestResult by evaluation, SyncTestResult always (inferences),"
                      + " SyncWorkAlert, or nothing."),
              optional(
                  "text",
                  PlantFileKeys.PLAIN,
                  "Description with placeholders such as {equipment} and {reason}; left out, the"
                      + " usual one.")));

  static final Section WRITE =
      new Section(
          "A node that results are written to",
          List.of(
              required(
                  "record",
                  new Choice(List.of("violation", "inference")),
                  "The kind of record it is about."),
              optional(
                  "equipment",
                  new ListOf(new Single(PlantFileKeys.ID)),
                  "Ids of the equipment it is about; left out, all."),
              optional(
                  "rules",
                  new ListOf(new Single(PlantFileKeys.ID)),
                  "Ids of the rules whose violations it is about; left out, all."),
              optional(
                  "models",
                  new ListOf(new Single(PlantFileKeys.ID)),
                  "Ids of the models whose results it is about; left out, all."),
              optional(
                  "severity",
                  new ListOf(new Single(new Choice(List.of("info", "warning", "error")))),
                  "Severities of the violations it is about; left out, all."),
              required(
                  "node",
                  new ScalarType.Address(),
                  "NodeId as nsu=<namespace URI>;s=..., of a variable this client may write."),
              required(
                  "value",
                  new Choice(List.of("present", "count", "text", "evaluation", "score")),
                  "What is written: of violations present (Boolean), count (Int32) or text"
                      + " (String); of inferences evaluation (String), score (Double) or text.")));

  private static final Section CALLBACKS =
      new Section(
          "The listener for a MES that answers by HTTP, run by `resonance mes callbacks`; without"
              + " this section there is none",
          List.of(
              required(
                  "listen",
                  new Text(
                      "host:port to listen on",
                      "[A-Za-z0-9][A-Za-z0-9.-]{0,252}:[0-9]{1,5}",
                      "host:port to listen on",
                      "for example 0.0.0.0:8443"),
                  "Where it listens, always with TLS."),
              required(
                  "certificate",
                  new LocalPath(),
                  "Its certificate: PEM, with key, or a PKCS#12 file that holds the key too."),
              optional("key", new LocalPath(), "Private key of certificate, PEM (PKCS#8)."),
              optional(
                  "key-password",
                  new SecretText(),
                  "Reference to the password of key, or of the PKCS#12 file."),
              optional(
                  "token",
                  new SecretText(),
                  "Reference to the bearer token a MES must show; this or trust is needed."),
              optional(
                  "trust",
                  new LocalPath(),
                  "PEM file with the authorities of the certificate a MES must show.")));

  private static final Section ANSWERS =
      new Section(
          "Answers that come later than the response; without this section only the response"
              + " counts",
          List.of(
              required(
                  "topic",
                  PlantFileKeys.TOPIC_PREFIX,
                  "Topic of the plant's Kafka cluster with the answers: Acknowledge and ConfirmBOD"
                      + " documents, written by the MES or by its callbacks."),
              defaulting(
                  "timeout",
                  new Time(Duration.ofSeconds(1), Duration.ofDays(7)),
                  "15m",
                  "How long an answer may take."),
              defaulting(
                  "on-timeout",
                  new Choice(List.of("resend", "park")),
                  "resend",
                  "What becomes of a message that is not answered in time: sent again under its"
                      + " BODID, or parked."),
              defaulting(
                  "resends",
                  new Whole(1, 10),
                  "3",
                  "How often a message is sent again before it is parked."),
              optional("callbacks", CALLBACKS, "The listener for a MES that answers by HTTP.")));

  static final Section MES =
      new Section(
          "The MES that gets messages; without this section none are made",
          List.of(
              optional(
                  "url",
                  PlantFileKeys.HTTP,
                  "Where messages are posted; this or topics is needed."),
              optional(
                  "topics",
                  PlantFileKeys.TOPIC_PREFIX,
                  "Prefix of topics of the plant's Kafka cluster that a MES reads instead, one for"
                      + " each noun, such as <prefix>.OperationsEvent."),
              PlantFileKeys.user(),
              PlantFileKeys.password(),
              PlantFileKeys.token(),
              optional(
                  "api-key",
                  new SecretText(),
                  "Reference to an API key, instead of the other credentials."),
              defaulting(
                  "api-key-header",
                  new Text(
                      "a name of a header",
                      "[A-Za-z0-9][A-Za-z0-9-]{0,63}",
                      "the name of an HTTP header",
                      "for example X-API-Key"),
                  "X-API-Key",
                  "Header that api-key is sent in."),
              optional(
                  "token-url",
                  PlantFileKeys.HTTP,
                  "Where access tokens are fetched (OAuth 2.0 client credentials); needs client-id"
                      + " and client-secret."),
              optional("client-id", PlantFileKeys.PLAIN, "Id of this client at token-url."),
              optional("client-secret", new SecretText(), "Reference to the secret of client-id."),
              optional(
                  "scope",
                  PlantFileKeys.PLAIN,
                  "Scopes asked for at token-url, joined by blanks; left out, those the server"
                      + " gives."),
              PlantFileKeys.trust(),
              optional(
                  "client-certificate",
                  new LocalPath(),
                  "Certificate shown to a MES that asks for one: PEM, with client-key, or a PKCS#12"
                      + " file that holds the key too."),
              optional(
                  "client-key",
                  new LocalPath(),
                  "Private key of client-certificate, PEM (PKCS#8)."),
              optional(
                  "client-key-password",
                  new SecretText(),
                  "Reference to the password of client-key, or of the PKCS#12 file."),
              defaulting(
                  "confirmation",
                  new Choice(List.of("always", "on-error", "never")),
                  "always",
                  "When the MES is asked to answer with a ConfirmBOD."),
              defaulting(
                  "format",
                  new Choice(List.of("b2mml", "json")),
                  "b2mml",
                  "Form of the messages: B2MML V0701 in XML, or the same in JSON as B2MML-JSON has"
                      + " it."),
              optional(
                  "answers",
                  ANSWERS,
                  "Answers that come later; left out, only the response counts."),
              optional(
                  "messages",
                  new ListOf(RULE),
                  "Which records become which message, where the defaults do not suit."),
              defaulting(
                  "messages-per-minute",
                  new Whole(1, 100_000),
                  "120",
                  "Messages of one equipment in a minute at most; those beyond are parked on"
                      + " mes-status, and the MES is told."),
              defaulting(
                  "request-timeout",
                  new Time(Duration.ofMillis(100), Duration.ofMinutes(10)),
                  "10s",
                  "How long one request may take.")));

  private MesKeys() {}
}
