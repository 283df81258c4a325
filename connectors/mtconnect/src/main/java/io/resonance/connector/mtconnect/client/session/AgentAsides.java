package io.resonance.connector.mtconnect.client.session;

import io.resonance.connector.mtconnect.client.delivery.DocumentDelivery;
import io.resonance.connector.mtconnect.client.devices.AssetsParser;
import io.resonance.connector.mtconnect.client.devices.DevicesParser;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.http.AgentRequest;
import io.resonance.connector.mtconnect.client.request.AgentConnection;
import io.resonance.connector.mtconnect.client.request.AgentRequests;
import io.resonance.connector.mtconnect.client.request.SessionThread;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session asks an agent for beside its stream, one request after the other on a connection
 * of their own: the state of all DataItems after a start and after each loss, all assets after each
 * probe, and single assets that changed.
 *
 * <p>While the state is under way the stream is held, so that the state is never older than what
 * was delivered before it. Whatever fails here never disturbs the stream.
 */
final class AgentAsides {
  private static final Logger LOG = LoggerFactory.getLogger(AgentAsides.class);
  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long STATE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MOST_CHANGED = 100_000;
  private static final int MOST_ATTEMPTS = 5;

  private final MtConnectAgent agent;
  private final AgentRequests requests;
  private final AgentConnection connection;
  private final LongSupplier clock;
  private final DocumentDelivery delivery;
  private final AssetsParser assets;
  private final Stream stream;
  private final Set<String> changed = new LinkedHashSet<>();
  private boolean isDescribed;
  private boolean hasAssets;
  private boolean stateOwed;
  private boolean neverAsked = true;
  private long stateAsked;
  private boolean allOwed;
  private int failures;
  private long due;
  private Asked asked = Asked.NOTHING;
  private String askedAsset = "";

  /** The stream of the session. */
  @FunctionalInterface
  interface Stream {
    /** It must wait, or may go on. */
    void hold(boolean wait);
  }

  private enum Asked {
    NOTHING,
    STATE,
    ALL_ASSETS,
    ASSET
  }

  /**
   * @param agent to ask
   * @param requests its URLs
   * @param limits refuse documents that are larger
   * @param runtime thread, network and clock
   * @param delivery is given the answers
   * @param stream waits for the state
   */
  AgentAsides(
      MtConnectAgent agent,
      AgentRequests requests,
      DocumentLimits limits,
      SessionThread runtime,
      DocumentDelivery delivery,
      Stream stream) {
    this.agent = agent;
    this.requests = requests;
    this.delivery = delivery;
    this.assets = new AssetsParser(limits);
    this.stream = stream;
    this.clock = runtime.clock();
    this.connection = new AgentConnection(agent, limits, runtime, new Answers());
    delivery.assets().listen(this::changed);
    this.due = clock.getAsLong();
  }

  /** The devices were described: whatever was known may be otherwise. */
  void described(DevicesParser.Devices found) {
    isDescribed = !found.dataItems().isEmpty();
    if (isDescribed) {
      oweState();
    }
    hasAssets = found.dataItems().stream().anyMatch(item -> item.type().equals("ASSET_CHANGED"));
    allOwed |= hasAssets;
  }

  /** The position jumped over observations: what they said is known from the state only. */
  void lost(List<MtConnectGap> gaps) {
    if (isDescribed && gaps.stream().anyMatch(gap -> gap.phase() == MtConnectGap.Phase.LOST)) {
      oweState();
      // AssetChanged and AssetRemoved may have been among them
      allOwed |= hasAssets;
    }
  }

  /** The state has to be known anew; it is asked for at once, but not over and over. */
  private void oweState() {
    stateOwed = true;
    long soonest = stateAsked + STATE_NANOS;
    due = neverAsked ? clock.getAsLong() : Math.max(clock.getAsLong(), soonest);
  }

  /** An asset was changed. */
  private void changed(String assetId) {
    if (changed.size() < MOST_CHANGED) {
      changed.add(assetId);
    } else {
      // More than a list of ids is worth: all of them are asked for instead.
      changed.clear();
      allOwed = true;
    }
  }

  /** Whether the stream must wait for an answer. */
  boolean holdsStream() {
    return asked == Asked.STATE;
  }

  /** Sends what is due; to be called while the agent is read. */
  void tick() {
    connection.tick();
    if (connection.isFree() && clock.getAsLong() - due >= 0) {
      ask();
    }
  }

  /** Closes the connection; what is owed stays so. */
  void close() {
    connection.drop();
    asked = Asked.NOTHING;
    stream.hold(false);
  }

  private void ask() {
    if (stateOwed) {
      neverAsked = false;
      stateAsked = clock.getAsLong();
      send(Asked.STATE, requests.current());
    } else if (allOwed) {
      changed.clear(); // all of them are newer than what was changed until now
      send(Asked.ALL_ASSETS, requests.assets());
    } else if (!changed.isEmpty()) {
      // One by one: an id the agent does not know makes some agents refuse all of them.
      askedAsset = changed.iterator().next();
      changed.remove(askedAsset);
      send(Asked.ASSET, requests.asset(askedAsset));
    }
  }

  private void send(Asked what, AgentRequest request) {
    asked = what;
    stream.hold(what == Asked.STATE);
    connection.ask(request, AgentConnection.Expected.DOCUMENT);
  }

  /** What the connection brings. */
  private final class Answers implements AgentConnection.Taker {
    @Override
    public void part(byte[] bytes, int offset, int length) {
      throw new IllegalStateException("A document was asked for, not a stream");
    }

    @Override
    public void whole(byte[] body, int length) throws MtConnectDocumentException {
      Asked what = asked;
      switch (what) {
        case STATE -> stateOwed = !delivery.state(body, length);
        case ALL_ASSETS -> {
          allOwed = false;
          AssetsParser.Listed listed = assets.parse(body, length);
          delivery.assets().emit(listed.assets());
          // of one device it would say that the assets of all others are gone
          if (listed.isWhole() && agent.device().isEmpty()) {
            delivery.assets().emitHeld(listed.assets());
          }
        }
        case ASSET -> delivery.assets().emit(assets.parse(body, length).assets());
        case NOTHING -> {
          // Of a request that was given up.
        }
      }
      failures = 0;
      settled(0);
    }

    @Override
    public void failed(String why) {
      failures++;
      boolean given = failures >= MOST_ATTEMPTS && asked != Asked.STATE;
      LOG.info(
          "Agent {} gives no {} beside its stream: {}{}",
          agent.id(),
          asked,
          why,
          given ? "; it is not asked for again before the next probe" : "");
      if (given) {
        allOwed = false;
        failures = 0;
      } else if (asked == Asked.ASSET) {
        changed.add(askedAsset);
      }
      settled(PAUSE_NANOS);
    }

    private void settled(long pause) {
      asked = Asked.NOTHING;
      due = clock.getAsLong() + pause;
      stream.hold(false);
    }
  }
}
