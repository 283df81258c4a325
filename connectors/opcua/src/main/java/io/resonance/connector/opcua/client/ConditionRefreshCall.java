package io.resonance.connector.opcua.client;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls ConditionRefresh for a subscription: the method and the object are those of the
 * ConditionType itself (Part 9, 5.5.7). ConditionRefresh2, which refreshes a single item, is not
 * needed: after a loss every notifier of the subscription is concerned.
 */
final class ConditionRefreshCall {

  private static final Logger LOG = LoggerFactory.getLogger(ConditionRefreshCall.class);

  private static final Set<Long> IMPOSSIBLE =
      Set.of(
          StatusCodes.Bad_MethodInvalid,
          StatusCodes.Bad_NodeIdInvalid,
          StatusCodes.Bad_NodeIdUnknown,
          StatusCodes.Bad_NodeClassInvalid,
          StatusCodes.Bad_NotImplemented,
          StatusCodes.Bad_NotSupported,
          StatusCodes.Bad_NotExecutable,
          StatusCodes.Bad_NothingToDo,
          StatusCodes.Bad_ServiceUnsupported,
          StatusCodes.Bad_ArgumentsMissing,
          StatusCodes.Bad_UserAccessDenied);

  private final MiloSubscriptionClient session;

  ConditionRefreshCall(MiloSubscriptionClient session) {
    this.session = session;
  }

  RefreshAnswer call(long subscriptionId) {
    CallMethodRequest request =
        new CallMethodRequest(
            NodeIds.ConditionType,
            NodeIds.ConditionType_ConditionRefresh,
            new Variant[] {new Variant(uint(subscriptionId))});
    try {
      CallMethodResult result =
          session.await("asking for its conditions", session.milo().callAsync(List.of(request)))
              .getResults()[0];
      return result.getStatusCode().isGood()
          ? RefreshAnswer.ACCEPTED
          : refused(result.getStatusCode().value());
    } catch (OpcUaClientException e) {
      return refused(e.getCause() == null ? 0 : OpcUaFailures.statusOf(e.getCause()));
    }
  }

  private RefreshAnswer refused(long status) {
    if (!IMPOSSIBLE.contains(status)) {
      LOG.debug("ConditionRefresh was refused for now: {}", OpcUaFailures.name(status));
      return RefreshAnswer.LATER;
    }
    LOG.warn(
        "OPC UA endpoint {} has no ConditionRefresh for us ({}). Conditions that were active before we came, or that changed while events were lost, stay unknown until they change. Check the rights of the session's user.",
        session.endpointId(),
        OpcUaFailures.name(status));
    return RefreshAnswer.IMPOSSIBLE;
  }
}
