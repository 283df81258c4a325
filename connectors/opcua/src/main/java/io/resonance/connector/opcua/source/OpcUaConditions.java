package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether and where an endpoint's conditions and alarms (OPC UA Part 9) are subscribed to. The
 * events come with the values of the endpoint's first subscription.
 *
 * @param notifiers NodeIds ({@code nsu=...}) of the objects whose events are wanted; none for no
 *     events
 * @param queueSize how many events the server may queue per notifier; it should hold all conditions
 *     a refresh brings
 */
public record OpcUaConditions(List<String> notifiers, int queueSize) implements Serializable {

  /** The Server object, through which the events of a whole server come (Part 5, 8.3.2). */
  public static final String SERVER = "nsu=http://opcfoundation.org/UA/;i=2253";

  /** Queue size unless another is given. */
  public static final int DEFAULT_QUEUE_SIZE = 10_000;

  /** Notifiers of one endpoint; each of them costs the server a copy of every event. */
  private static final int MOST_NOTIFIERS = 100;

  public OpcUaConditions {
    notifiers = new ArrayList<>(notifiers);
    notifiers.forEach(OpcUaItem::of); // refuses what is not a NodeId
    if (notifiers.size() > MOST_NOTIFIERS
        || List.copyOf(notifiers).stream().distinct().count() < notifiers.size()) {
      throw new IllegalArgumentException(
          "The notifiers of an OPC UA endpoint must be at most %d, each named once, but are %s."
              .formatted(MOST_NOTIFIERS, notifiers));
    }
    if (queueSize < 2 || queueSize > 1_000_000) {
      throw new IllegalArgumentException(
          "The queue size for events must be 2 to 1000000 but is %d; a queue of one event loses all but the last of those that come together."
              .formatted(queueSize));
    }
  }

  /** No conditions. */
  public static OpcUaConditions none() {
    return new OpcUaConditions(List.of(), DEFAULT_QUEUE_SIZE);
  }

  /** The conditions of the whole server. */
  public static OpcUaConditions ofServer() {
    return of(List.of(SERVER));
  }

  /** The conditions that some objects of the server notify of. */
  public static OpcUaConditions of(List<String> notifiers) {
    return new OpcUaConditions(notifiers, DEFAULT_QUEUE_SIZE);
  }

  /** The notifiers, unmodifiable. */
  @Override
  public List<String> notifiers() {
    return List.copyOf(notifiers);
  }

  /** The same with another queue size. */
  public OpcUaConditions queueing(int events) {
    return new OpcUaConditions(notifiers, events);
  }
}
