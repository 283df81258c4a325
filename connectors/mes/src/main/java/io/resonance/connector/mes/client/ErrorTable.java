package io.resonance.connector.mes.client;

import io.resonance.connector.mes.answer.AnswerAsked;
import io.resonance.connector.mes.answer.AnswerReader;
import io.resonance.connector.mes.answer.B2mmlAnswer;
import io.resonance.connector.mes.answer.UnreadableAnswerException;
import io.resonance.connector.mes.lane.Outcome;
import io.resonance.connector.mes.lane.Reply;
import io.resonance.connector.mes.lane.Verdict;
import io.resonance.schema.plant.MesAnswers;
import io.resonance.schema.plant.MesTarget.Confirmation;
import io.resonance.schema.plant.MissingSecretException;
import io.resonance.schema.v1.MesMessage;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * The one place that decides what an answer, or the lack of one, means. The table stands in the
 * README of this connector; its test goes through it row by row.
 */
final class ErrorTable {

  private static final Pattern SAYS_REJECTED = Pattern.compile("\\bRejected\\b");
  private static final int MAX_WORDS = 500;

  private final String url;
  private final Confirmation confirmation;
  private final boolean answersComeLater;
  private final Duration requestTimeout;
  private final AnswerReader answers = new AnswerReader();

  ErrorTable(String url, Confirmation confirmation, MesAnswers later, Duration requestTimeout) {
    this.url = url;
    this.confirmation = confirmation;
    this.answersComeLater = later instanceof MesAnswers.OnTopic;
    this.requestTimeout = requestTimeout;
  }

  /** What an answer means. */
  Reply reply(int status, Optional<String> retryAfter, byte[] body, MesMessage message) {
    return Reply.of(status, verdict(status, retryAfter, body, message));
  }

  private Verdict verdict(
      int status, Optional<String> retryAfter, byte[] body, MesMessage message) {
    if (status >= 200 && status < 300) {
      return readAnswer(body, message);
    }
    return switch (status) {
      case 408, 425, 429, 500, 502, 503, 504 -> unavailable(status, retryAfter, body);
      case 409 -> Verdict.of(taken(message), "the MES has this message already (409)");
      case 400, 413, 415, 422 ->
          Verdict.of(Outcome.REFUSED, "HTTP %d: %s".formatted(status, wordsOf(body)));
      case 401 ->
          Verdict.of(
              Outcome.UNAUTHORIZED,
              "MES %s does not accept the credentials (401). Renew the secret that `mes` in the plant file refers to; it is read again with every request."
                  .formatted(url));
      default -> otherStatus(status, retryAfter, body);
    };
  }

  private Verdict otherStatus(int status, Optional<String> retryAfter, byte[] body) {
    if (status >= 500) {
      return unavailable(status, retryAfter, body);
    }
    if (status >= 300 && status < 400) {
      return Verdict.of(
          Outcome.MISCONFIGURED,
          "MES %s redirects (%d), which is never followed, so that credentials stay where they belong. Set `mes: url` to where the MES really is."
              .formatted(url, status));
    }
    return Verdict.of(
        Outcome.MISCONFIGURED,
        "MES %s answers %d: %s. Check `mes: url`, and the rights of its user in the MES."
            .formatted(url, status, wordsOf(body)));
  }

  private static Verdict unavailable(int status, Optional<String> retryAfter, byte[] body) {
    return new Verdict(
        Outcome.UNAVAILABLE,
        "HTTP %d: %s".formatted(status, wordsOf(body)),
        retryAfter.map(RetryAfter::parse).orElse(Duration.ZERO));
  }

  /** What the lack of an answer means. */
  Reply reply(Throwable failure) {
    return Reply.unanswered(verdict(failure));
  }

  private Verdict verdict(Throwable failure) {
    Optional<TokenException> token = cause(failure, TokenException.class);
    if (token.isPresent()) {
      return token.get().verdict();
    }
    Optional<? extends RuntimeException> secret =
        cause(failure, MissingSecretException.class)
            .<RuntimeException>map(missing -> missing)
            .or(() -> cause(failure, CredentialsException.class));
    if (secret.isPresent()) {
      return Verdict.of(Outcome.MISCONFIGURED, secret.get().getMessage());
    }
    if (cause(failure, AnswerTooLargeException.class).isPresent()) {
      return Verdict.of(
          Outcome.UNREADABLE, cause(failure, AnswerTooLargeException.class).get().getMessage());
    }
    boolean distrusted = cause(failure, CertificateException.class).isPresent();
    boolean tls = cause(failure, SSLException.class).isPresent();
    // a MES that goes down in the middle of a handshake is an outage, not a wrong configuration
    if (distrusted || (tls && cause(failure, EOFException.class).isEmpty())) {
      return Verdict.of(
          Outcome.MISCONFIGURED,
          "No trusted connection to MES %s: %s. Check `mes: trust`, and the name in the certificate of the MES."
              .formatted(url, describe(failure)));
    }
    if (cause(failure, TimeoutException.class).isPresent()) {
      return Verdict.of(
          Outcome.UNAVAILABLE, "no complete answer within " + requestTimeout.toMillis() + " ms");
    }
    return Verdict.of(Outcome.UNAVAILABLE, "no answer: " + describe(failure));
  }

  private Verdict readAnswer(byte[] body, MesMessage message) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (!text.startsWith("<") && !text.startsWith("\uFEFF")) {
      // not XML: the status is the answer, but for a body that says the contrary
      return SAYS_REJECTED.matcher(text).find()
          ? Verdict.of(Outcome.REJECTED, wordsOf(body))
          : Verdict.of(taken(message), "");
    }
    try {
      B2mmlAnswer answer = answers.read(body);
      if (answer.originalBodId().isPresent()
          && !answer.originalBodId().get().equals(message.getBodId())) {
        return Verdict.of(
            Outcome.UNREADABLE,
            "the answer is about BODID %s, not about %s"
                .formatted(shortened(answer.originalBodId().get()), message.getBodId()));
      }
      return Verdict.of(outcome(answer, message), answer.words());
    } catch (UnreadableAnswerException unreadable) {
      return Verdict.of(Outcome.UNREADABLE, unreadable.getMessage());
    }
  }

  private Outcome outcome(B2mmlAnswer answer, MesMessage message) {
    Outcome said = answer.outcome(confirmation);
    // a ConfirmBOD says that a Process was read; the Acknowledge follows
    boolean first = answer.confirmBod() && AnswerAsked.isProcess(message);
    return first && said == Outcome.ACCEPTED ? taken(message) : said;
  }

  /** Taken without a word on what the MES makes of it, which may come later. */
  private Outcome taken(MesMessage message) {
    boolean asked = AnswerAsked.of(message, confirmation) != AnswerAsked.NOTHING;
    return answersComeLater && asked ? Outcome.RECEIVED : Outcome.ACCEPTED;
  }

  private static String wordsOf(byte[] body) {
    String text = shortened(new String(body, StandardCharsets.UTF_8).strip());
    return text.isEmpty() ? "(no words)" : text;
  }

  private static String shortened(String text) {
    return text.length() > MAX_WORDS ? text.substring(0, MAX_WORDS) + "…" : text;
  }

  private static String describe(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return deepest.getClass().getSimpleName() + (message == null ? "" : ": " + shortened(message));
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
    }
    return Optional.empty();
  }
}
