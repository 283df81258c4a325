package io.resonance.connector.mtconnect.source.split;

/** The progress of a split in its reader; moved by the record emitter after each emit. */
public final class MtConnectAgentSplitState {
  private final String agentId;
  private MtConnectProgress progress;

  /**
   * @param split as assigned
   */
  public MtConnectAgentSplitState(MtConnectAgentSplit split) {
    this.agentId = split.agentId();
    this.progress = split.progress();
  }

  /** Moves on, after the record was emitted. */
  public void advance(MtConnectProgress to) {
    progress = to;
  }

  /** The split to checkpoint. */
  public MtConnectAgentSplit split() {
    return new MtConnectAgentSplit(agentId, progress);
  }
}
