package io.resonance.connector.opcua.doctor;

import io.resonance.connector.opcua.client.ConnectionProgress;
import io.resonance.connector.opcua.client.ConnectionProgress.Step;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import io.resonance.connector.opcua.source.OpcUaConnectionSecurity;
import io.resonance.connector.opcua.source.OpcUaDoctor.Check;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.OpcUaUserToken;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** What opening a session shows, step by step, whether it worked or not. */
final class ConnectionFindings {

  private static final int DAYS_TO_RENEW = 30;

  private final OpcUaEndpoint endpoint;
  private final ConnectionProgress progress;
  private final Findings findings;

  ConnectionFindings(OpcUaEndpoint endpoint, ConnectionProgress progress, Findings findings) {
    this.endpoint = endpoint;
    this.progress = progress;
    this.findings = findings;
  }

  void opened(ServerSession session) {
    toldUpTo(Step.USER);
    findings.ok(Check.USER, "The server takes %s.".formatted(user()));
    String text = "Open, with %s.".formatted(session.serverUri());
    OptionalLong ownEnd = session.security().ownCertificateEnd();
    if (ownEnd.isEmpty()) {
      findings.ok(Check.SESSION, text);
      return;
    }
    Instant end = Instant.ofEpochSecond(ownEnd.getAsLong() / 1_000_000_000L);
    text += " Our certificate is valid until %s (%d days left).".formatted(end, daysTo(end));
    if (daysTo(end) < DAYS_TO_RENEW) {
      findings.warn(Check.SESSION, text, "Renew it in the folder own before it ends.");
    } else {
      findings.ok(Check.SESSION, text);
    }
  }

  private String user() {
    OpcUaUserToken token = endpoint.userToken();
    if (token instanceof OpcUaUserToken.UserPassword user) {
      return "the user %s with a password".formatted(user.user());
    }
    return token instanceof OpcUaUserToken.UserCertificate user
        ? "the user of the certificate %s".formatted(user.certificateFile())
        : "anonymous users";
  }

  private static long daysTo(Instant end) {
    return Duration.between(Instant.now(), end).toDays();
  }

  void failed(OpcUaClientException failure) {
    toldUpTo(progress.step());
    findings.begin(
        switch (progress.step()) {
          case REACH -> Check.REACHABLE;
          case SECURITY -> Check.SECURITY;
          case CERTIFICATE -> Check.CERTIFICATE;
          case USER -> Check.USER;
          case SESSION, NAMESPACES -> Check.SESSION;
        });
    findings.fail(failure.getMessage(), progress.nextStep());
  }

  private void toldUpTo(Step step) {
    if (step.compareTo(Step.REACH) > 0) {
      findings.ok(
          Check.REACHABLE,
          "%s answers and offers %s.".formatted(endpoint.url(), progress.offered()));
    }
    if (step.compareTo(Step.SECURITY) > 0) {
      security();
    }
    if (step.compareTo(Step.CERTIFICATE) > 0) {
      certificate();
    }
  }

  private void security() {
    List<String> weaknesses = OpcUaConnectionSecurity.weaknesses(endpoint.security());
    if (weaknesses.isEmpty()) {
      findings.ok(Check.SECURITY, "Uses %s.".formatted(progress.chosen()));
    } else {
      findings.warn(
          Check.SECURITY,
          "Uses %s: %s.".formatted(progress.chosen(), String.join(", ", weaknesses)),
          "Use the best the server offers (security `best`, the default) and accept no risk.");
    }
  }

  private void certificate() {
    if (progress.certificate().isEmpty()) {
      if (endpoint.security().mode() == OpcUaSecurity.Mode.NONE) {
        findings.warn(
            Check.CERTIFICATE,
            "Not checked: without security anybody may pose as this server.",
            "Connect with security; a refused certificate is then trusted with `resonance opcua trust`.");
      }
      return;
    }
    X509Certificate certificate = progress.certificate().get();
    Instant end = certificate.getNotAfter().toInstant();
    String text =
        "Trusted, %s, valid until %s (%d days left)."
            .formatted(certificate.getSubjectX500Principal().getName(), end, daysTo(end));
    if (daysTo(end) < DAYS_TO_RENEW) {
      findings.warn(Check.CERTIFICATE, text, "Have the certificate of the server renewed.");
    } else {
      findings.ok(Check.CERTIFICATE, text);
    }
  }
}
