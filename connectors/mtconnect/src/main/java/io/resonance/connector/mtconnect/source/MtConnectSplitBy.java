package io.resonance.connector.mtconnect.source;

/**
 * How an agent is divided into splits, each with a stream, a position and a watermark of its own.
 * It is decided when the agent is read for the first time and then stays: positions of a whole
 * agent and of its devices cannot be made of each other without repeating or losing something.
 */
public enum MtConnectSplitBy {
  /**
   * One split, unless several subtasks read and the agent has more than one device and more
   * DataItems than {@link MtConnectSourceOptions#SPLIT_DATA_ITEMS}: then one per device.
   */
  AUTO,
  /** One split and one stream for the whole agent; the count of a gap is exact. */
  AGENT,
  /**
   * One split per device, found by asking the agent; a device that comes later becomes a split of
   * its own. The count of a gap is an upper bound, because the agent numbers the observations of
   * all its devices in one sequence.
   */
  DEVICE
}
