package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.pki.ServerRefusedException;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Instant;
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
          StatusCodes.Bad_CertificateChainIncomplete,
          StatusCodes.Bad_CertificatePolicyCheckFailed,
          StatusCodes.Bad_CertificateRevocationUnknown,
          StatusCodes.Bad_ApplicationSignatureInvalid);

  /** What Milo says, under the status a server uses to refuse us. */
  private static final String NOT_ITS_SIGNATURE = "could not verify signature";

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
    if (cause instanceof ServerRefusedException refused) {
      return fatal(endpoint, doing, refused.getMessage(), cause);
    }
    long status = statusOf(cause);
    if (String.valueOf(cause.getMessage()).contains(NOT_ITS_SIGNATURE)) {
      return fatal(
          endpoint,
          doing,
          "the server is refused: it could not prove by a signature that the certificate it shows is its own. Somebody may stand between; ask the server's administrator.",
          cause);
    }
    if (REFUSED_IDENTITY.contains(status)) {
      return fatal(endpoint, doing, refusedIdentity(status, identity), cause);
    }
    if (isRefusedUser(status)) {
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
    String what = ofTheMoment(cause, status);
    return new OpcUaClientException(
        OpcUaClientException.Kind.RETRIABLE,
        "OPC UA endpoint %s (%s), %s: %s.".formatted(endpoint.id(), endpoint.url(), doing, what),
        cause);
  }

  /** Whether a status says that the user may not. */
  static boolean isRefusedUser(long status) {
    return REFUSED_USER.contains(status);
  }

  private static String ofTheMoment(Throwable cause, long status) {
    if (cause instanceof TimeoutException) {
      return "no answer in time";
    }
    if (cause instanceof UnknownHostException) {
      return "this machine knows no host of the name " + cause.getMessage();
    }
    if (status == StatusCodes.Bad_Timeout
        && String.valueOf(cause.getMessage()).contains("acknowledge")) {
      return "something listens there, but does not answer as an OPC UA server does (opc.tcp)";
    }
    if (cause instanceof ConnectException) {
      return cause.getMessage(); // its class is Netty's and says nothing more
    }
    if (status == StatusCodes.Bad_ConnectionClosed) {
      // Milo closes the connection when it cannot decode an answer, and says why in the log only
      return "Bad_ConnectionClosed, by the server or because its answer was too large or not OPC UA; the log of this machine has the answer's fault";
    }
    return status == 0 ? String.valueOf(cause) : name(status) + " " + cause.getMessage();
  }

  private static String refusedIdentity(long status, ApplicationIdentity identity) {
    Instant end = identity.certificate().getNotAfter().toInstant();
    // servers use this status for everything they do not want to explain
    String orTheirs =
        status == StatusCodes.Bad_SecurityChecksFailed
            ? " If it does trust it, the server's own certificate may have changed a moment ago, or its clock is wrong."
            : "";
    return end.isBefore(Instant.now())
        ? "the server refused our certificate (%s), which was valid until %s. Have %s renewed."
            .formatted(name(status), end, identity.certificateFile())
        : "the server refused our certificate (%s). Let its administrator trust %s (application URI %s).%s"
            .formatted(
                name(status), identity.certificateFile(), identity.applicationUri(), orTheirs);
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
        && !(cause instanceof ServerRefusedException)
        && (cause instanceof ExecutionException
            || cause instanceof CompletionException
            || cause.getCause() instanceof ServerRefusedException
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
