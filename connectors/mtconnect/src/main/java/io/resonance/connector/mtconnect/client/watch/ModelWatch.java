package io.resonance.connector.mtconnect.client.watch;

import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import java.util.Optional;

/**
 * Notices that an agent describes its devices anew without a new instanceId (2.x): by
 * deviceModelChangeTime in its headers, or by the observations DeviceAdded, DeviceChanged and
 * DeviceRemoved where the header does not say it (Part 1, Header; Part 2, Agent).
 */
public final class ModelWatch {
  private Optional<String> known = Optional.empty();
  private long told = -1;

  /** The devices were just asked for: what the next header says belongs to them. */
  public void described() {
    known = Optional.empty();
  }

  /**
   * True if the devices must be asked for before the document is delivered.
   *
   * @param header of the document
   * @param tellsOfDevices whether it holds an observation that a device came, changed or went
   */
  public boolean changed(StreamsHeader header, boolean tellsOfDevices) {
    String now = header.deviceModelChangeTime();
    if (now.isEmpty()) {
      // The same document comes again when the devices are known.
      boolean news = tellsOfDevices && told != header.nextSequence();
      told = news ? header.nextSequence() : told;
      return news;
    }
    boolean news = known.isPresent() && !known.get().equals(now);
    known = Optional.of(now);
    return news;
  }
}
