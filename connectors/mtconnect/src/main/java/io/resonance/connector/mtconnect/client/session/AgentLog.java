package io.resonance.connector.mtconnect.client.session;

import io.resonance.connector.mtconnect.client.watch.BufferWatch;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;

/** What a person is warned of, with the next step. */
final class AgentLog {
  private AgentLog() {}

  static void unreadable(Logger log, MtConnectAgent agent, String why) {
    log.warn(
        "MTConnect agent {} at {} cannot be read: {}. Trying again until it answers.",
        agent.id(),
        agent.url(),
        why);
  }

  static void doubtful(Logger log, MtConnectAgent agent, String why) {
    log.warn(
        "MTConnect agent {} at {} sends documents that cannot be believed, the last because {}. It"
            + " is asked again; look at the agent, or at a cache between.",
        agent.id(),
        agent.url(),
        why);
  }

  static void lost(Logger log, MtConnectAgent agent, List<MtConnectGap> gaps) {
    for (MtConnectGap gap : gaps) {
      if (gap.phase() == MtConnectGap.Phase.LOST) {
        log.warn(
            "MTConnect agent {} at {} no longer holds the observations from {} on ({}); reading goes"
                + " on at {}. They are declared lost; a larger BufferSize of the agent helps.",
            agent.id(),
            agent.url(),
            Long.toUnsignedString(gap.sequenceFrom().orElse(0)),
            gap.reason(),
            Long.toUnsignedString(gap.sequenceTo().orElse(0)));
      }
    }
  }

  static void behind(Logger log, MtConnectAgent agent, BufferWatch.State state) {
    log.warn(
        "MTConnect agent {} at {}: {} observations, {} % of its buffer of {}, wait to be read; {}. Give"
            + " the job more CPU, or the agent a larger BufferSize.",
        agent.id(),
        agent.url(),
        state.lag(),
        Math.round(state.share() * 100),
        state.size(),
        Double.isNaN(state.secondsLeft())
            ? "the oldest will be overwritten, and declared lost"
            : "at %.0f observations/s the oldest are overwritten, and declared lost, within %s"
                .formatted(
                    state.perSecond(), Duration.ofSeconds((long) Math.ceil(state.secondsLeft()))));
  }
}
