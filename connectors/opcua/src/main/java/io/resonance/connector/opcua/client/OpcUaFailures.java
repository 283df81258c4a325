package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.pki.CertificateRefusedException;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaServiceFaultException;

/** The one place that decides whether a failure is retriable or fatal, and puts it into words. */
final class OpcUaFailures {

  private static final Set<Long> REFUSED_IDENTITY =
      Set.of(
          StatusCodes.Bad_SecurityChecksFailed,
          StatusCodes.Bad_CertificateUntrusted,
          StatusCodes.Bad_CertificateInvalid,
          StatusCodes.Bad_CertificateUriInvalid,
          StatusCodes.Bad_CertificateUseNotAllowed,
          StatusCodes.Bad_CertificateTimeInvalid,
          StatusCodes.Bad_CertificateRevoked,
          StatusCodes.Bad_CertificateChainIncomplete);

  private static final Set<Long> REFUSED_USER =
      Set.of(
          StatusCodes.Bad_UserAccessDenied,
          StatusCodes.Bad_IdentityTokenRejected,
          StatusCodes.Bad_IdentityTokenInvalid);

  private OpcUaFailures() {}

  /** The failure with its kind and a message. */
  static OpcUaClientException classify(
      OpcUaEndpoint endpoint, String doing, ApplicationIdentity identity, Throwable failure) {
    Throwable cause = unwrap(failure);
    if (cause instanceof OpcUaClientException already) {
      return already;
    }
    if (cause instanceof CertificateRefusedException refused) {
      return fatal(endpoint, doing, refused.getMessage(), cause);
    }
    long status = statusOf(cause);
    if (REFUSED_IDENTITY.contains(status)) {
      return fatal(
          endpoint,
          doing,
          "the server refused our certificate (%s). Let its administrator trust %s (application URI %s)."
              .formatted(name(status), identity.certificateFile(), identity.applicationUri()),
          cause);
    }
    if (REFUSED_USER.contains(status)) {
      return fatal(
          endpoint,
          doing,
          "the server refused the user (%s). Check the user token of the endpoint: %s."
              .formatted(name(status), endpoint.userToken()),
          cause);
    }
    if (cause instanceof IllegalArgumentException) {
      return fatal(endpoint, doing, cause.getMessage(), cause);
    }
    String what =
        cause instanceof TimeoutException
            ? "no answer in time"
            : status == 0 ? String.valueOf(cause) : name(status) + " " + cause.getMessage();
    return new OpcUaClientException(
        OpcUaClientException.Kind.RETRIABLE,
        "OPC UA endpoint %s (%s), %s: %s.".formatted(endpoint.id(), endpoint.url(), doing, what),
        cause);
  }

  static OpcUaClientException fatal(
      OpcUaEndpoint endpoint, String doing, String what, Throwable cause) {
    return new OpcUaClientException(
        OpcUaClientException.Kind.FATAL,
        "OPC UA endpoint %s (%s), %s: %s".formatted(endpoint.id(), endpoint.url(), doing, what),
        cause);
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && !(cause instanceof CertificateRefusedException)
        && (cause instanceof ExecutionException
            || cause instanceof CompletionException
            || cause.getCause() instanceof CertificateRefusedException
            || (cause instanceof UaException
                && !(cause instanceof UaServiceFaultException)
                && cause.getCause() instanceof UaException)
            || (cause instanceof UaException && cause.getCause() instanceof IOException))) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The status code of a failure, 0 if it has none. */
  static long statusOf(Throwable failure) {
    Throwable cause = unwrap(failure);
    return cause instanceof UaException ua ? ua.getStatusCode().value() : 0;
  }

  /** The status code's name, or its number. */
  static String name(long status) {
    return StatusCodes.lookup(status)
        .map(names -> names[0])
        .orElseGet(() -> "0x%08X".formatted(status));
  }
}
