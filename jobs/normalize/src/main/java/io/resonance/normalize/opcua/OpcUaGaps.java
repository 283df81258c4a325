package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaGap;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.OpcUaItemFault;
import io.resonance.normalize.routing.AddressTargets;
import io.resonance.normalize.routing.ConditionClaims;
import io.resonance.normalize.routing.GapDraft;
import io.resonance.normalize.routing.PlantClaims.Claimant;
import io.resonance.normalize.routing.Target;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Gaps of a subscription and refused items, as data gaps of the equipment concerned. */
final class OpcUaGaps {

  /** What a loss of events concerns, for it concerns no property's values. */
  private static final String CONDITIONS = "x:conditions";

  private final AddressTargets targets;
  private final ConditionClaims conditionClaims;
  private final String profile;
  private final Map<String, OpcUaItemFault> faults = new HashMap<>();

  OpcUaGaps(AddressTargets targets, ConditionClaims conditionClaims, String profile) {
    this.targets = targets;
    this.conditionClaims = conditionClaims;
    this.profile = profile;
  }

  /**
   * The records of the gaps of a batch, one for each gap and equipment. Where some items of an
   * equipment lost values and others were healed, the equipment has lost.
   *
   * @param subscribed all nodes of the subscription
   */
  List<DataGap> of(List<OpcUaGap> gaps, Origin origin, List<String> subscribed) {
    List<DataGap> records = new ArrayList<>();
    gaps.forEach(gap -> records.addAll(of(gap, origin, subscribed)));
    Set<String> lost = new HashSet<>();
    records.stream()
        .filter(record -> record.getPhase() == GapPhase.LOST)
        .forEach(record -> lost.add(record.getGapId()));
    records.removeIf(
        record -> record.getPhase() == GapPhase.HEALED && lost.contains(record.getGapId()));
    return records;
  }

  private List<DataGap> of(OpcUaGap gap, Origin origin, List<String> subscribed) {
    GapDraft draft = draft(gap, origin);
    if (gap.reason() == OpcUaGapReason.EVENTS_LOST) {
      return ofEvents(gap, draft, origin.endpoint());
    }
    List<DataGap> records = new ArrayList<>();
    targets(origin.endpoint(), gap.nodeIds().isEmpty() ? subscribed : gap.nodeIds())
        .forEach((claimant, targets) -> records.add(record(draft, claimant, gap, targets)));
    return records;
  }

  private List<DataGap> ofEvents(OpcUaGap gap, GapDraft draft, String endpoint) {
    List<DataGap> records = new ArrayList<>();
    for (Claimant claimant : conditionClaims.claimants(endpoint)) {
      DataGap record = draft.of(claimant, sentence(gap));
      record.setProperty(CONDITIONS);
      record.setAddress(String.join(" ", gap.nodeIds()));
      records.add(record);
    }
    return records;
  }

  /** A refresh that came to an end is what gives the gap its end. */
  private static String sentence(OpcUaGap gap) {
    return gap.toNanos().isPresent()
        ? sentence(gap.reason()) + "; their present state was asked from the server"
        : sentence(gap.reason()) + "; the server cannot say what their present state is";
  }

  /** The records of an item the server refused: its values are missing from now on. */
  List<DataGap> of(OpcUaItemFault fault, Origin origin) {
    faults.put(origin.endpoint() + "|" + fault.nodeId(), fault);
    return faultRecords(fault, origin, GapPhase.OPEN, OptionalLong.empty());
  }

  /** The records that close an item's fault once the server accepts it; usually none. */
  List<DataGap> recovered(String nodeId, Origin origin) {
    OpcUaItemFault fault = faults.remove(origin.endpoint() + "|" + nodeId);
    return fault == null
        ? List.of()
        : faultRecords(
            fault, origin, GapPhase.LOST, OptionalLong.of(System.currentTimeMillis() * 1_000_000L));
  }

  private List<DataGap> faultRecords(
      OpcUaItemFault fault, Origin origin, GapPhase phase, OptionalLong to) {
    String name = "opcua-node-fault|" + origin.endpoint() + "|" + fault.nodeId();
    GapDraft draft =
        new GapDraft(
            UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString(),
            origin,
            profile,
            GapReason.NODE_FAULT,
            phase,
            OptionalLong.empty(),
            to,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            0);
    List<DataGap> records = new ArrayList<>();
    for (Target target : targets.targets(origin.endpoint(), fault.nodeId())) {
      DataGap record =
          draft.of(
              new Claimant(target.equipment(), target.hierarchyScope()),
              "the server refused the node with status 0x%08X: %s"
                  .formatted(fault.statusCode(), fault.text()));
      record.setGapId(record.getGapId() + "/" + target.key().property());
      record.setProperty(target.key().property());
      record.setAddress(target.key().address());
      records.add(record);
    }
    return records;
  }

  private static DataGap record(
      GapDraft draft, Claimant claimant, OpcUaGap gap, List<Target> targets) {
    List<String> properties =
        gap.nodeIds().isEmpty()
            ? List.of()
            : targets.stream().map(target -> target.key().property()).distinct().toList();
    String what =
        properties.isEmpty()
            ? "every property of the subscription"
            : String.join(", ", properties.subList(0, Math.min(10, properties.size())))
                + (properties.size() > 10 ? " and %d more".formatted(properties.size() - 10) : "");
    DataGap record = draft.of(claimant, sentence(gap.reason()) + "; concerns " + what);
    if (properties.size() == 1) {
      record.setProperty(properties.get(0));
      record.setAddress(targets.get(0).key().address());
    }
    return record;
  }

  private GapDraft draft(OpcUaGap gap, Origin origin) {
    return new GapDraft(
        gap.gapId(),
        origin,
        profile,
        reason(gap.reason()),
        phase(gap.phase()),
        gap.fromNanos(),
        gap.toNanos(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        gap.count(),
        gap.recovered());
  }

  private Map<Claimant, List<Target>> targets(String endpoint, List<String> nodeIds) {
    Map<Claimant, List<Target>> byClaimant = new LinkedHashMap<>();
    for (String nodeId : nodeIds) {
      for (Target target : targets.targets(endpoint, nodeId)) {
        byClaimant
            .computeIfAbsent(
                new Claimant(target.equipment(), target.hierarchyScope()),
                claimant -> new ArrayList<>())
            .add(target);
      }
    }
    return byClaimant;
  }

  private static GapReason reason(OpcUaGapReason reason) {
    return switch (reason) {
      case CONNECTION_LOST, UNREACHABLE -> GapReason.CONNECTION_LOST;
      case SUBSCRIPTION_LOST, EVENTS_LOST -> GapReason.SUBSCRIPTION_LOST;
      case MESSAGE_LOST -> GapReason.SEQUENCE_JUMP;
      case QUEUE_OVERFLOW -> GapReason.QUEUE_OVERFLOW;
    };
  }

  private static GapPhase phase(OpcUaGap.Phase phase) {
    return switch (phase) {
      case OPEN -> GapPhase.OPEN;
      case HEALED -> GapPhase.HEALED;
      case LOST -> GapPhase.LOST;
    };
  }

  private static String sentence(OpcUaGapReason reason) {
    return switch (reason) {
      case CONNECTION_LOST -> "the connection to the server was lost";
      case UNREACHABLE -> "the server could not be reached when the job started";
      case SUBSCRIPTION_LOST -> "the server no longer knew the subscription";
      case MESSAGE_LOST -> "the server no longer held a notification message";
      case EVENTS_LOST ->
          "events of conditions were lost and what happened in between is not known";
      case QUEUE_OVERFLOW ->
          "the server's queue overflowed; raise the queue size or lower the rate";
    };
  }
}
