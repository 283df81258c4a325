package io.resonance.testbed.opcua;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.UaNodeManager;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNodeContext;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectTypeNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;

/** Builds the folders, objects and object types of a layout as they are needed. */
final class LaidOutNodes {

  private final UaNodeContext context;
  private final UaNodeManager manager;
  private final UShort namespace;
  private final AddressSpaceLayout layout;
  private final Map<String, UaNode> nodes = new HashMap<>();
  private final Map<String, NodeId> types = new HashMap<>();

  LaidOutNodes(
      UaNodeContext context, UaNodeManager manager, UShort namespace, AddressSpaceLayout layout) {
    this.context = context;
    this.manager = manager;
    this.namespace = namespace;
    this.layout = layout;
  }

  /** Makes a variable with its browse name and hangs it where it belongs. */
  void add(String path, Function<QualifiedName, UaNode> variable) {
    int slash = path.lastIndexOf('/');
    UaNode node = variable.apply(name(path.substring(slash + 1), false));
    NodeId reference = NodeIds.HasComponent;
    if (slash < 0) {
      hang(node, NodeIds.ObjectsFolder, NodeIds.Organizes);
    } else {
      UaNode parent = parent(path.substring(0, slash));
      boolean inFolder = parent instanceof UaFolderNode;
      hang(node, parent.getNodeId(), inFolder ? NodeIds.Organizes : reference);
    }
    nodes.put(path, node);
  }

  /** The additional ways to nodes; after everything is there. */
  void link() {
    for (AddressSpaceLayout.Link link : layout.links()) {
      hang(parent(link.to()), parent(link.from()).getNodeId(), NodeIds.Organizes);
    }
  }

  private static void hang(UaNode node, NodeId parent, NodeId referenceType) {
    node.addReference(new Reference(node.getNodeId(), referenceType, parent.expanded(), false));
  }

  private UaNode parent(String path) {
    UaNode known = nodes.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    QualifiedName name = name(path.substring(slash + 1), slash < 0);
    LocalizedText text = LocalizedText.english(name.name());
    NodeId id = new NodeId(namespace, path);
    String type = layout.objectTypes().get(path);
    UaNode node =
        type == null
            ? new UaFolderNode(context, id, name, text)
            : new UaObjectNode.UaObjectNodeBuilder(context)
                .setNodeId(id)
                .setBrowseName(name)
                .setDisplayName(text)
                .setTypeDefinition(objectType(type))
                .build();
    manager.addNode(node);
    nodes.put(path, node);
    hang(
        node,
        slash < 0 ? NodeIds.ObjectsFolder : parent(path.substring(0, slash)).getNodeId(),
        NodeIds.Organizes);
    return node;
  }

  private QualifiedName name(String name, boolean top) {
    int colon = name.indexOf(':');
    String uri = colon < 0 ? null : layout.namespaces().get(name.substring(0, colon));
    if (uri != null) {
      return new QualifiedName(context.getNamespaceTable().add(uri), name.substring(colon + 1));
    }
    return top && name.equals("Machines")
        ? new QualifiedName(context.getNamespaceTable().add(AddressSpaceLayout.MACHINERY), name)
        : new QualifiedName(namespace, name);
  }

  private NodeId objectType(String name) {
    return types.computeIfAbsent(
        name,
        n -> {
          NodeId id = new NodeId(namespace, "type:" + n);
          UaObjectTypeNode type =
              new UaObjectTypeNode.UaObjectTypeNodeBuilder(context)
                  .setNodeId(id)
                  .setBrowseName(new QualifiedName(namespace, n))
                  .setDisplayName(LocalizedText.english(n))
                  .build();
          manager.addNode(type);
          type.addReference(
              new Reference(id, NodeIds.HasSubtype, NodeIds.BaseObjectType.expanded(), false));
          return id;
        });
  }
}
