package io.resonance.connector.opcua.client;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.connector.opcua.source.OpcUaConditions;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaItemFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilterResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the event items of a subscription; a notifier the server refuses becomes a fault and
 * disturbs nothing else. What the server cannot filter is left out and filtered here.
 */
final class EventItemCreation {

  private static final Logger LOG = LoggerFactory.getLogger(EventItemCreation.class);

  /** As asked, without what was refused, and once more without what was refused then. */
  private static final int ATTEMPTS = 3;

  private static final Set<Long> FILTER_REFUSED =
      Set.of(
          StatusCodes.Bad_EventFilterInvalid,
          StatusCodes.Bad_ContentFilterInvalid,
          StatusCodes.Bad_FilterNotAllowed,
          StatusCodes.Bad_FilterOperatorInvalid,
          StatusCodes.Bad_FilterOperatorUnsupported,
          StatusCodes.Bad_FilterOperandInvalid,
          StatusCodes.Bad_FilterOperandCountMismatch,
          StatusCodes.Bad_FilterElementInvalid,
          StatusCodes.Bad_FilterLiteralInvalid,
          StatusCodes.Bad_MonitoredItemFilterInvalid,
          StatusCodes.Bad_MonitoredItemFilterUnsupported);

  private final MiloSubscriptionClient session;
  private final OpcUaClient client;
  private final OpcUaConditions conditions;
  private final List<OpcUaItemFault> faults = new ArrayList<>();
  private UInteger subscription = uint(0);
  private ConditionFilter filter = ConditionFilter.complete();

  EventItemCreation(MiloSubscriptionClient session, OpcUaConditions conditions) {
    this.session = session;
    this.client = session.milo();
    this.conditions = conditions;
  }

  /** Adds the event items to a subscription; its faults with those of notifiers. */
  CreatedSubscription addTo(CreatedSubscription created) throws OpcUaClientException {
    subscription = uint(created.subscriptionId());
    List<String> notifiers = conditions.notifiers();
    for (int i = 0; i < notifiers.size(); i++) {
      Optional<NodeId> node = MonitoredItemCreation.resolve(client, OpcUaItem.of(notifiers.get(i)));
      if (node.isEmpty()) {
        faults.add(MonitoredItemCreation.unknownNamespace(OpcUaItem.of(notifiers.get(i))));
      } else {
        create(notifiers.get(i), node.get(), i);
      }
    }
    faults.addAll(0, created.faults());
    return new CreatedSubscription(
        created.subscriptionId(),
        created.createdNanos(),
        created.granted(),
        created.descriptions(),
        faults);
  }

  private void create(String notifier, NodeId node, int number) throws OpcUaClientException {
    for (int attempt = 1; ; attempt++) {
      MonitoredItemCreateResult result = attempt(node, number);
      long status = result.getStatusCode().value();
      ConditionFilter next = next(result);
      boolean last = attempt == ATTEMPTS || next == filter;
      if (result.getStatusCode().isGood() && last) {
        if (!filter.refused().isEmpty()) {
          LOG.info("The events of {} come without the fields {}.", notifier, filter.refused());
        }
        return;
      }
      if (last) {
        faults.add(MonitoredItemCreation.refused(notifier, status));
        return;
      }
      if (result.getStatusCode().isGood()) {
        session.await(
            "deleting an event item",
            client.deleteMonitoredItemsAsync(subscription, List.of(result.getMonitoredItemId())));
      }
      filter = next;
    }
  }

  private MonitoredItemCreateResult attempt(NodeId node, int number) throws OpcUaClientException {
    MonitoredItemCreateRequest request =
        new MonitoredItemCreateRequest(
            new ReadValueId(node, AttributeId.EventNotifier.uid(), null, QualifiedName.NULL_VALUE),
            MonitoringMode.Reporting,
            new MonitoringParameters(
                uint(EventDecoding.FIRST_HANDLE + number),
                0.0,
                ExtensionObject.encode(
                    client.getStaticEncodingContext(),
                    filter.build(client.getStaticEncodingContext())),
                uint(conditions.queueSize()),
                true));
    return session.await(
            "creating an event item",
            client.createMonitoredItemsAsync(
                subscription, TimestampsToReturn.Neither, List.of(request)))
        .getResults()[0];
  }

  /** The filter to try next; the same one if nothing is to be gained by another. */
  private ConditionFilter next(MonitoredItemCreateResult result) {
    ConditionFilter next = filter;
    if (decoded(result) instanceof EventFilterResult details) {
      next = filter.withoutRefused(details);
    }
    boolean refused = FILTER_REFUSED.contains(result.getStatusCode().value());
    return next == filter && refused && filter.isFiltering() ? filter.unfiltered() : next;
  }

  private Object decoded(MonitoredItemCreateResult result) {
    ExtensionObject details = result.getFilterResult();
    return details == null || details.isNull()
        ? null
        : details.decode(client.getStaticEncodingContext());
  }
}
