package io.resonance.connector.opcua.client;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;

/** Calls services that small servers do not have or do not let everyone use. */
final class OptionalService {

  private static final Set<Long> UNKNOWN =
      Set.of(
          StatusCodes.Bad_ServiceUnsupported,
          StatusCodes.Bad_NotSupported,
          StatusCodes.Bad_NotImplemented);

  private static final Set<Long> REFUSED =
      Set.of(
          StatusCodes.Bad_UserAccessDenied,
          StatusCodes.Bad_InsufficientClientProfile,
          StatusCodes.Bad_SubscriptionIdInvalid,
          StatusCodes.Bad_NoSubscription,
          StatusCodes.Bad_NothingToDo);

  private OptionalService() {}

  /** The answer, or empty if the server refuses the service as such. */
  static <T extends UaResponseMessageType> Optional<T> call(
      MiloSubscriptionClient session, String doing, CompletableFuture<T> answer)
      throws OpcUaClientException {
    try {
      return Optional.of(session.await(doing, answer));
    } catch (OpcUaClientException e) {
      long status = e.getCause() == null ? 0 : OpcUaFailures.statusOf(e.getCause());
      if (UNKNOWN.contains(status) || REFUSED.contains(status)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether the server does not know a service. */
  static boolean isUnknown(long status) {
    return UNKNOWN.contains(status);
  }
}
