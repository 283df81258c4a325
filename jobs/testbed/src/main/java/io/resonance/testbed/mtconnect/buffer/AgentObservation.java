package io.resonance.testbed.mtconnect.buffer;

/**
 * One observation in an agent's buffer, already in its XML form but for the sequence number.
 *
 * @param sequence sequence number
 * @param place DeviceStream, ComponentStream and category it is written under
 * @param dataItemId the DataItem observed
 * @param timestampNanos time of the observation, nanoseconds since the Unix epoch
 * @param head start tag up to the sequence attribute, as in {@code <Load dataItemId="xl"
 *     timestamp="..."}
 * @param tail what follows the sequence attribute, as in {@code >12.5</Load>}
 */
public record AgentObservation(
    long sequence, Place place, String dataItemId, long timestampNanos, String head, String tail) {

  /**
   * Where an observation stands in a streams document.
   *
   * @param device attributes of the DeviceStream, as XML
   * @param component attributes of the ComponentStream, as XML
   * @param category Samples, Events or Condition
   */
  public record Place(String device, String component, String category) {}

  AgentObservation numbered(long number) {
    return new AgentObservation(number, place, dataItemId, timestampNanos, head, tail);
  }
}
