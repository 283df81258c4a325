package io.resonance.benchmark.milo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.model.variables.AnalogItemType;
import org.eclipse.milo.opcua.sdk.server.model.variables.BaseAnalogType;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;

/** The address space of the {@link LoadServer}: the variables of the {@link Load}. */
final class LoadNamespace extends ManagedNamespaceWithLifecycle {

  private static final String UNITS = "http://www.opcfoundation.org/UA/units/un/cefact";

  private final Filler filler;

  LoadNamespace(OpcUaServer server, Filler filler) {
    super(server, Load.NAMESPACE);
    this.filler = filler;
    getLifecycleManager().addStartupTask(this::createNodes);
  }

  private void createNodes() {
    UaFolderNode folder =
        new UaFolderNode(
            getNodeContext(),
            newNodeId("Load"),
            newQualifiedName("Load"),
            LocalizedText.english("Load"));
    getNodeManager().addNode(folder);
    folder.addReference(
        new Reference(
            folder.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), false));
    DateTime now = DateTime.now();
    for (int i = 0; i < Load.VARIABLES; i++) {
      UaVariableNode node =
          new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
              .setNodeId(newNodeId(Load.identifier(i)))
              .setAccessLevel(AccessLevel.READ_ONLY)
              .setUserAccessLevel(AccessLevel.READ_ONLY)
              .setBrowseName(newQualifiedName(Load.identifier(i)))
              .setDisplayName(LocalizedText.english(Load.identifier(i)))
              .setDataType(NodeIds.Double)
              .setTypeDefinition(NodeIds.AnalogUnitRangeType)
              .build();
      node.setValue(new DataValue(Variant.ofDouble(Load.LOW), StatusCode.GOOD, now, now));
      getNodeManager().addNode(node);
      node.setProperty(BaseAnalogType.ENGINEERING_UNITS, unit(Load.signal(i).unit()));
      node.setProperty(AnalogItemType.EU_RANGE, new Range(Load.LOW, Load.HIGH));
      folder.addOrganizes(node);
    }
  }

  /** The unitId is the code's ASCII as a big-endian number (Part 8, 5.6.4.4). */
  private static EUInformation unit(String code) {
    int id = 0;
    for (byte letter : code.getBytes(StandardCharsets.US_ASCII)) {
      id = id << 8 | letter;
    }
    return new EUInformation(UNITS, id, LocalizedText.english(code), LocalizedText.english(code));
  }

  @Override
  public void onDataItemsCreated(List<DataItem> items) {
    filler.add(items);
  }

  @Override
  public void onDataItemsDeleted(List<DataItem> items) {
    filler.remove(items);
  }

  @Override
  public void onDataItemsModified(List<DataItem> items) {
    // The queues are filled as fast as they empty, whatever the sampling interval.
  }

  @Override
  public void onMonitoringModeChanged(List<MonitoredItem> items) {
    // Every client leaves the mode at Reporting.
  }
}
