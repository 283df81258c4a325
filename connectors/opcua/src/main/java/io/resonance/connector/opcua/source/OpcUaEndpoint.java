package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One OPC UA server and what to monitor there. Holds configuration only and is serializable;
 * secrets are references.
 *
 * @param id a short name, unique in the source; part of split ids, gap ids and metric names
 * @param url {@code opc.tcp://host:port/path}
 * @param security policy and mode of the connection
 * @param userToken who the session belongs to
 * @param publishingInterval see {@link OpcUaSourceOptions#PUBLISHING_INTERVAL}
 * @param samplingInterval see {@link OpcUaSourceOptions#SAMPLING_INTERVAL}
 * @param queueSize see {@link OpcUaSourceOptions#QUEUE_SIZE}
 * @param surviveOutage see {@link OpcUaSourceOptions#SURVIVE_OUTAGE}
 * @param itemsPerSubscription see {@link OpcUaSourceOptions#ITEMS_PER_SUBSCRIPTION}
 * @param items the nodes, each once
 */
public record OpcUaEndpoint(
    String id,
    String url,
    OpcUaSecurity security,
    OpcUaUserToken userToken,
    Duration publishingInterval,
    Duration samplingInterval,
    int queueSize,
    Duration surviveOutage,
    int itemsPerSubscription,
    List<OpcUaItem> items)
    implements Serializable {

  public OpcUaEndpoint {
    Objects.requireNonNull(security, "security");
    Objects.requireNonNull(userToken, "userToken");
    items = new ArrayList<>(items);
    check(
        id != null && id.matches("[A-Za-z0-9_.-]{1,100}"),
        id,
        "id",
        "be 1 to 100 of A-Z a-z 0-9 _ . -",
        id);
    check(url != null && url.startsWith("opc.tcp://"), id, "url", "start with opc.tcp://", url);
    check(!items.isEmpty(), id, "items", "name at least one node", items);
    check(queueSize >= 1 && queueSize <= 65_535, id, "queue size", "be 1 to 65535", queueSize);
    check(
        itemsPerSubscription >= 1,
        id,
        "items per subscription",
        "be at least 1",
        itemsPerSubscription);
    check(
        publishingInterval.compareTo(Duration.ofMillis(1)) >= 0
            && publishingInterval.compareTo(Duration.ofHours(1)) <= 0,
        id,
        "publishing interval",
        "be 1 ms to 1 h",
        publishingInterval);
    check(
        !samplingInterval.isNegative(),
        id,
        "sampling interval",
        "not be negative",
        samplingInterval);
    check(
        surviveOutage.compareTo(publishingInterval) >= 0,
        id,
        "outage to survive",
        "be at least the publishing interval",
        surviveOutage);
    Set<String> seen = new HashSet<>();
    for (OpcUaItem item : items) {
      check(seen.add(item.nodeId()), id, "items", "name each node once", item.nodeId());
    }
  }

  private static void check(boolean ok, String id, String what, String must, Object is) {
    if (!ok) {
      throw new IllegalArgumentException(
          "The %s of OPC UA endpoint %s must %s but is %s.".formatted(what, id, must, is));
    }
  }

  /** The nodes, unmodifiable. */
  @Override
  public List<OpcUaItem> items() {
    return List.copyOf(items);
  }

  /** A builder with every default of {@link OpcUaSourceOptions} set. */
  public static Builder builder(String id, String url) {
    return new Builder(id, url);
  }

  /** Puts an endpoint together. */
  public static final class Builder {
    private final String id;
    private final String url;
    private OpcUaSecurity security = OpcUaSecurity.BEST;
    private OpcUaUserToken userToken = OpcUaUserToken.anonymous();
    private Duration publishingInterval = OpcUaSourceOptions.PUBLISHING_INTERVAL.defaultValue();
    private Duration samplingInterval = OpcUaSourceOptions.SAMPLING_INTERVAL.defaultValue();
    private int queueSize = OpcUaSourceOptions.QUEUE_SIZE.defaultValue();
    private Duration surviveOutage = OpcUaSourceOptions.SURVIVE_OUTAGE.defaultValue();
    private int itemsPerSubscription = OpcUaSourceOptions.ITEMS_PER_SUBSCRIPTION.defaultValue();
    private final List<OpcUaItem> items = new ArrayList<>();

    private Builder(String id, String url) {
      this.id = id;
      this.url = url;
    }

    /** Policy and mode; default {@link OpcUaSecurity#BEST}. */
    public Builder security(OpcUaSecurity value) {
      security = value;
      return this;
    }

    /** The user; default anonymous. */
    public Builder userToken(OpcUaUserToken value) {
      userToken = value;
      return this;
    }

    /** See {@link OpcUaSourceOptions#PUBLISHING_INTERVAL}. */
    public Builder publishingInterval(Duration value) {
      publishingInterval = value;
      return this;
    }

    /** See {@link OpcUaSourceOptions#SAMPLING_INTERVAL}. */
    public Builder samplingInterval(Duration value) {
      samplingInterval = value;
      return this;
    }

    /** See {@link OpcUaSourceOptions#QUEUE_SIZE}. */
    public Builder queueSize(int value) {
      queueSize = value;
      return this;
    }

    /** See {@link OpcUaSourceOptions#SURVIVE_OUTAGE}. */
    public Builder surviveOutage(Duration value) {
      surviveOutage = value;
      return this;
    }

    /** See {@link OpcUaSourceOptions#ITEMS_PER_SUBSCRIPTION}. */
    public Builder itemsPerSubscription(int value) {
      itemsPerSubscription = value;
      return this;
    }

    /** Adds a node at the endpoint's sampling interval. */
    public Builder item(String nodeId) {
      return item(OpcUaItem.of(nodeId));
    }

    /** Adds a node. */
    public Builder item(OpcUaItem item) {
      items.add(item);
      return this;
    }

    /** Adds nodes at the endpoint's sampling interval. */
    public Builder items(List<String> nodeIds) {
      nodeIds.forEach(this::item);
      return this;
    }

    /** The endpoint; refuses what cannot work with a message that names the value. */
    public OpcUaEndpoint build() {
      return new OpcUaEndpoint(
          id,
          url,
          security,
          userToken,
          publishingInterval,
          samplingInterval,
          queueSize,
          surviveOutage,
          itemsPerSubscription,
          items);
    }
  }
}
