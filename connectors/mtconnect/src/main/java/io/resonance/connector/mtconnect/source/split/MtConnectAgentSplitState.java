package io.resonance.connector.mtconnect.source.split;

/** The progress of a split in its reader; moved by the record emitter after each emit. */
public final class MtConnectAgentSplitState {
  private final MtConnectAgentSplit assigned;
  private MtConnectProgress progress;

  /**
   * @param split as assigned
   */
  public MtConnectAgentSplitState(MtConnectAgentSplit split) {
    this.assigned = split;
    this.progress = split.progress();
  }

  /** Moves on, after the record was emitted. */
  public void advance(MtConnectProgress to) {
    progress = to;
  }

  /** The split to checkpoint. */
  public MtConnectAgentSplit split() {
    return new MtConnectAgentSplit(assigned.agentId(), assigned.device(), progress);
  }
}
