package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.client.decoding.DecodingContext;
import io.resonance.connector.opcua.client.decoding.MalformedMessageException;
import io.resonance.connector.opcua.client.decoding.Namespaces;
import io.resonance.connector.opcua.client.decoding.NotificationDecoder;
import io.resonance.connector.opcua.client.decoding.NotificationDecoder.Decoded;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.EventNotificationList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes columns of what a session receives. Usually that is done at once; a structure of a type not
 * met before, or a value with the SemanticsChanged bit, has the server asked first, and the columns
 * come when it has answered. Never blocks.
 */
final class ValueReading {

  private static final Logger LOG = LoggerFactory.getLogger(ValueReading.class);
  private static final NodeId DATA_CHANGE = NodeIds.DataChangeNotification_Encoding_DefaultBinary;
  private static final NodeId HISTORY_DATA = NodeIds.HistoryData_Encoding_DefaultBinary;
  private static final NodeId EVENTS = NodeIds.EventNotificationList_Encoding_DefaultBinary;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final OpcUaClient client;
  private final List<OpcUaItem> items;
  private final String endpointId;
  private final DecodingContext context;
  private final DataTypeReading types;
  private final ItemDescriptionReading descriptions;
  private final Map<String, MonitoredNode> granted = new ConcurrentHashMap<>();

  ValueReading(OpcUaClient client, String endpointId, List<OpcUaItem> items) {
    this.client = client;
    this.items = items;
    this.endpointId = endpointId;
    Namespaces namespaces = new Namespaces(client.getNamespaceTable());
    ServerDataTypes known = new ServerDataTypes(namespaces);
    this.context = new DecodingContext(items.size(), namespaces, known);
    this.types = new DataTypeReading(client, known);
    this.descriptions = new ItemDescriptionReading(client, namespaces, known, types);
  }

  /** The values of a NotificationMessage. */
  CompletableFuture<OpcUaColumns> notification(ExtensionObject[] parts) {
    return understood(() -> decoded(parts)).thenCompose(this::described);
  }

  /** The values of a page of history. */
  CompletableFuture<OpcUaColumns> history(ExtensionObject data, int item) {
    return data != null
            && HISTORY_DATA.equals(data.getEncodingOrTypeId())
            && data.getBody() instanceof ByteString body
        ? understood(() -> NotificationDecoder.decodeHistory(body.bytesOrEmpty(), item, context))
        : CompletableFuture.completedFuture(new OpcUaColumns(0));
  }

  /** Reads at most {@link ItemDescriptionReading#NODES_PER_CALL} descriptions. */
  CompletableFuture<List<OpcUaItemDescription>> describe(List<MonitoredNode> nodes) {
    return descriptions.read(nodes);
  }

  /** What the server granted an item, which is part of its description when that is read anew. */
  void granted(MonitoredNode node) {
    granted.put(node.configured(), node);
  }

  private Decoded decoded(ExtensionObject[] parts) {
    Decoded all = Decoded.nothing();
    for (ExtensionObject part : parts) {
      if (DATA_CHANGE.equals(part.getEncodingOrTypeId())
          && part.getBody() instanceof ByteString body) {
        Decoded decoded = NotificationDecoder.decode(body.bytesOrEmpty(), context);
        all = all.columns().size() == 0 ? decoded : all.and(decoded);
      }
    }
    for (ExtensionObject part : parts) {
      if (EVENTS.equals(part.getEncodingOrTypeId())) {
        decodeEvents(part, all.columns());
      }
    }
    return all;
  }

  private void decodeEvents(ExtensionObject part, OpcUaColumns into) {
    Object content;
    try {
      content = part.decode(client.getStaticEncodingContext());
    } catch (UaSerializationException e) {
      throw new MalformedMessageException("its events cannot be decoded: " + e.getMessage());
    }
    if (content instanceof EventNotificationList list) {
      new EventDecoding(client.getNamespaceTable()).decode(list, into::addEvent);
    }
  }

  /** Decodes a second time if types were met for the first time. */
  private CompletableFuture<OpcUaColumns> understood(Supplier<Decoded> decoding) {
    Decoded first = decoding.get();
    if (first.missingTypes().isEmpty()) {
      return CompletableFuture.completedFuture(first.columns());
    }
    return types
        .learnEncodings(first.missingTypes())
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .handle((learnt, failure) -> failure)
        .thenCompose(
            failure ->
                failure == null
                    ? understood(decoding)
                    : CompletableFuture.completedFuture(first.columns()));
  }

  /** Has the items described anew of which a value says that it means something else now. */
  private CompletableFuture<OpcUaColumns> described(OpcUaColumns columns) {
    List<MonitoredNode> changed = new ArrayList<>();
    for (int item : columns.itemsWithChangedSemantics()) {
      if (changed.size() < ItemDescriptionReading.NODES_PER_CALL) {
        node(items.get(item)).ifPresent(changed::add);
      }
    }
    if (changed.isEmpty()) {
      return CompletableFuture.completedFuture(columns);
    }
    return descriptions
        .read(changed)
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .handle(
            (anew, failure) -> {
              if (failure == null) {
                columns.describedAnew(anew);
              } else {
                LOG.warn(
                    "OPC UA endpoint {} changed what {} items mean but did not say how: {}. Their"
                        + " old units and ranges stay in use.",
                    endpointId,
                    changed.size(),
                    failure.toString());
              }
              return columns;
            });
  }

  private Optional<MonitoredNode> node(OpcUaItem item) {
    MonitoredNode known = granted.get(item.nodeId());
    // a subscription that was taken over does not say what was granted when it was made
    return known != null
        ? Optional.of(known)
        : MonitoredItemCreation.resolve(client, item)
            .map(id -> MonitoredNode.asked(item.nodeId(), id, ""));
  }
}
