package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** Reads what a server is and allows; what it does not say is unknown. */
public final class ServerProfileReading {

  // S7 controllers and others take few nodes in one Read before their limits are known
  private static final int NODES_PER_READ = 10;
  private static final List<NodeId> BUILD =
      List.of(
          NodeIds.Server_ServerStatus_BuildInfo_ManufacturerName,
          NodeIds.Server_ServerStatus_BuildInfo_ProductName,
          NodeIds.Server_ServerStatus_BuildInfo_ProductUri,
          NodeIds.Server_ServerStatus_BuildInfo_SoftwareVersion);

  private final ServerSession session;

  public ServerProfileReading(ServerSession session) {
    this.session = session;
  }

  public ServerProfile read() throws OpcUaClientException {
    List<NodeId> nodes = new ArrayList<>(BUILD);
    List<Limit> asked = new ArrayList<>();
    for (Limit limit : Limit.values()) {
      if (limit.node().isNotNull()) {
        asked.add(limit);
        nodes.add(limit.node());
      }
    }
    List<DataValue> values =
        new Batches(session, NODES_PER_READ)
            .all(
                "reading its limits",
                nodes,
                some ->
                    session
                        .milo()
                        .readAsync(
                            0,
                            TimestampsToReturn.Neither,
                            some.stream().map(ServerProfileReading::value).toList())
                        .thenApply(ReadResponse::getResults));
    ServerBuild build =
        new ServerBuild(
            text(values.get(0)), text(values.get(1)), text(values.get(2)), text(values.get(3)));
    Map<Limit, Integer> said = new EnumMap<>(Limit.class);
    for (int i = 0; i < asked.size(); i++) {
      // 0 says that there is no limit, or that the server does not know it
      if (content(values.get(BUILD.size() + i)) instanceof Number number
          && number.longValue() > 0) {
        said.put(asked.get(i), (int) Math.min(Integer.MAX_VALUE, number.longValue()));
      }
    }
    Optional<VendorQuirks> quirks = VendorQuirksFile.of(build);
    return new ServerProfile(
        build,
        new OperationLimits(said, quirks.map(VendorQuirks::limits).orElse(Map.of())),
        quirks);
  }

  private static ReadValueId value(NodeId node) {
    return new ReadValueId(node, AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE);
  }

  private static Object content(DataValue value) {
    return value.statusCode().isGood() && value.value() != null ? value.value().value() : null;
  }

  private static String text(DataValue value) {
    return content(value) instanceof String text ? text : "";
  }
}
