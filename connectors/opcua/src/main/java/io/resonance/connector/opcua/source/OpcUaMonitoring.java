package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the items of an endpoint are monitored.
 *
 * @param publishingInterval see {@link OpcUaSourceOptions#PUBLISHING_INTERVAL}
 * @param samplingInterval see {@link OpcUaSourceOptions#SAMPLING_INTERVAL}
 * @param queueSize see {@link OpcUaSourceOptions#QUEUE_SIZE}
 * @param surviveOutage see {@link OpcUaSourceOptions#SURVIVE_OUTAGE}
 * @param itemsPerSubscription see {@link OpcUaSourceOptions#ITEMS_PER_SUBSCRIPTION}
 * @param maxNotificationsPerPublish see {@link OpcUaSourceOptions#MAX_NOTIFICATIONS_PER_PUBLISH}
 */
public record OpcUaMonitoring(
    Duration publishingInterval,
    Duration samplingInterval,
    OpcUaQueueSize queueSize,
    Duration surviveOutage,
    int itemsPerSubscription,
    int maxNotificationsPerPublish)
    implements Serializable {

  /** Every default of {@link OpcUaSourceOptions}. */
  public static final OpcUaMonitoring DEFAULT =
      new OpcUaMonitoring(
          OpcUaSourceOptions.PUBLISHING_INTERVAL.defaultValue(),
          OpcUaSourceOptions.SAMPLING_INTERVAL.defaultValue(),
          new OpcUaQueueSize.ForOutage(),
          OpcUaSourceOptions.SURVIVE_OUTAGE.defaultValue(),
          OpcUaSourceOptions.ITEMS_PER_SUBSCRIPTION.defaultValue(),
          OpcUaSourceOptions.MAX_NOTIFICATIONS_PER_PUBLISH.defaultValue());

  /** Refuses what cannot work, in words that name the endpoint. */
  void check(String endpointId) {
    Demand of = new Demand(endpointId);
    if (queueSize instanceof OpcUaQueueSize.Fixed fixed) {
      int values = fixed.values();
      of.that(values >= 1 && values <= 65_535, "queue size", "be 1 to 65535", values);
    }
    of.that(
        itemsPerSubscription >= 1, "items per subscription", "be at least 1", itemsPerSubscription);
    of.that(
        maxNotificationsPerPublish >= 0,
        "notifications per publish",
        "not be negative (0 leaves it to the server)",
        maxNotificationsPerPublish);
    of.that(
        publishingInterval.compareTo(Duration.ofMillis(1)) >= 0
            && publishingInterval.compareTo(Duration.ofHours(1)) <= 0,
        "publishing interval",
        "be 1 ms to 1 h",
        publishingInterval);
    of.that(
        !samplingInterval.isNegative(), "sampling interval", "not be negative", samplingInterval);
    of.that(
        surviveOutage.compareTo(publishingInterval) >= 0,
        "outage to survive",
        "be at least the publishing interval",
        surviveOutage);
  }

  /** What is asked of the settings of an endpoint. */
  record Demand(String endpointId) {
    void that(boolean ok, String what, String must, Object is) {
      if (!ok) {
        throw new IllegalArgumentException(
            "The %s of OPC UA endpoint %s must %s but is %s."
                .formatted(what, endpointId, must, is));
      }
    }
  }

  OpcUaMonitoring withPublishingInterval(Duration value) {
    return new OpcUaMonitoring(
        value,
        samplingInterval,
        queueSize,
        surviveOutage,
        itemsPerSubscription,
        maxNotificationsPerPublish);
  }

  OpcUaMonitoring withSamplingInterval(Duration value) {
    return new OpcUaMonitoring(
        publishingInterval,
        value,
        queueSize,
        surviveOutage,
        itemsPerSubscription,
        maxNotificationsPerPublish);
  }

  OpcUaMonitoring withQueueSize(int value) {
    return new OpcUaMonitoring(
        publishingInterval,
        samplingInterval,
        new OpcUaQueueSize.Fixed(value),
        surviveOutage,
        itemsPerSubscription,
        maxNotificationsPerPublish);
  }

  OpcUaMonitoring withSurviveOutage(Duration value) {
    return new OpcUaMonitoring(
        publishingInterval,
        samplingInterval,
        queueSize,
        value,
        itemsPerSubscription,
        maxNotificationsPerPublish);
  }

  OpcUaMonitoring withItemsPerSubscription(int value) {
    return new OpcUaMonitoring(
        publishingInterval,
        samplingInterval,
        queueSize,
        surviveOutage,
        value,
        maxNotificationsPerPublish);
  }

  OpcUaMonitoring withMaxNotificationsPerPublish(int value) {
    return new OpcUaMonitoring(
        publishingInterval,
        samplingInterval,
        queueSize,
        surviveOutage,
        itemsPerSubscription,
        value);
  }
}
