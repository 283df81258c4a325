package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One OPC UA server and what to monitor there. Holds configuration only and is serializable;
 * secrets are references.
 *
 * @param id a short name, unique in the source; part of split ids, gap ids and metric names
 * @param url {@code opc.tcp://host:port/path}
 * @param security policy and mode of the connection
 * @param userToken who the session belongs to
 * @param monitoring how the items are monitored
 * @param nodes what is monitored
 * @param conditions the conditions and alarms that are wanted
 */
public record OpcUaEndpoint(
    String id,
    String url,
    OpcUaSecurity security,
    OpcUaUserToken userToken,
    OpcUaMonitoring monitoring,
    OpcUaNodes nodes,
    OpcUaConditions conditions)
    implements Serializable {

  private static final Pattern URL =
      Pattern.compile(
          "opc\\.tcp://(?:\\[[^\\s\\[\\]]+]|[^\\s/:?#\\[\\]]+)(?::(?<port>[0-9]{1,5}))?(?:/\\S*)?");

  public OpcUaEndpoint {
    Objects.requireNonNull(security, "security");
    Objects.requireNonNull(userToken, "userToken");
    Objects.requireNonNull(nodes, "nodes");
    OpcUaMonitoring.Demand of = new OpcUaMonitoring.Demand(id);
    of.that(
        id != null && id.matches("[A-Za-z0-9_.-]{1,100}"),
        "id",
        "be 1 to 100 of A-Z a-z 0-9 _ . -",
        id);
    of.that(
        isUrl(url),
        "url",
        "be opc.tcp://host:port/path, with a port from 1 to 65535 or without one for 4840,",
        url);
    Objects.requireNonNull(conditions, "conditions");
    nodes.check(id, conditions);
    monitoring.check(id);
  }

  private static boolean isUrl(String url) {
    Matcher parts = URL.matcher(url == null ? "" : url);
    if (!parts.matches()) {
      return false;
    }
    int port = parts.group("port") == null ? 4840 : Integer.parseInt(parts.group("port"));
    return port > 0 && port < 65_536;
  }

  /** The same for a subscription that does not carry the endpoint's events. */
  public OpcUaEndpoint withoutConditions() {
    return new OpcUaEndpoint(
        id, url, security, userToken, monitoring, nodes, OpcUaConditions.none());
  }

  /** The nodes given by their NodeIds, unmodifiable. */
  public List<OpcUaItem> items() {
    return nodes.items();
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
    private OpcUaMonitoring monitoring = OpcUaMonitoring.DEFAULT;
    private final List<OpcUaItem> items = new ArrayList<>();
    private OpcUaConditions conditions = OpcUaConditions.none();
    private final List<OpcUaNodeSelection> selections = new ArrayList<>();
    private Duration rebrowseInterval = OpcUaSourceOptions.REBROWSE_INTERVAL.defaultValue();

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
      monitoring = monitoring.withPublishingInterval(value);
      return this;
    }

    /** See {@link OpcUaSourceOptions#SAMPLING_INTERVAL}. */
    public Builder samplingInterval(Duration value) {
      monitoring = monitoring.withSamplingInterval(value);
      return this;
    }

    /** See {@link OpcUaSourceOptions#QUEUE_SIZE}. */
    public Builder queueSize(int value) {
      monitoring = monitoring.withQueueSize(value);
      return this;
    }

    /** See {@link OpcUaSourceOptions#SURVIVE_OUTAGE}. */
    public Builder surviveOutage(Duration value) {
      monitoring = monitoring.withSurviveOutage(value);
      return this;
    }

    /** See {@link OpcUaSourceOptions#ITEMS_PER_SUBSCRIPTION}. */
    public Builder itemsPerSubscription(int value) {
      monitoring = monitoring.withItemsPerSubscription(value);
      return this;
    }

    /** See {@link OpcUaSourceOptions#MAX_NOTIFICATIONS_PER_PUBLISH}. */
    public Builder maxNotificationsPerPublish(int value) {
      monitoring = monitoring.withMaxNotificationsPerPublish(value);
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

    /** The conditions and alarms that are wanted; default {@link OpcUaConditions#none}. */
    public Builder conditions(OpcUaConditions value) {
      conditions = value;
      return this;
    }

    /** Adds nodes that are found by browsing. */
    public Builder select(OpcUaNodeSelection selection) {
      selections.add(selection);
      return this;
    }

    /** See {@link OpcUaSourceOptions#REBROWSE_INTERVAL}. */
    public Builder rebrowseInterval(Duration value) {
      rebrowseInterval = value;
      return this;
    }

    /** The endpoint; refuses what cannot work with a message that names the value. */
    public OpcUaEndpoint build() {
      return new OpcUaEndpoint(
          id,
          url,
          security,
          userToken,
          monitoring,
          new OpcUaNodes(items, selections, rebrowseInterval),
          conditions);
    }
  }
}
