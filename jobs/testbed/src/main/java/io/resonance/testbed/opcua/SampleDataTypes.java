package io.resonance.testbed.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.List;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.UaNodeManager;
import org.eclipse.milo.opcua.sdk.server.nodes.UaDataTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNodeContext;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.enumerated.StructureType;
import org.eclipse.milo.opcua.stack.core.types.structured.DataTypeDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumField;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureField;

/**
 * DataTypes of a simulated server with their DataTypeDefinition (Part 3, 5.8.3), one for each form
 * a structure can have:
 *
 * <pre>
 * Mode      enumeration         Idle 0, Auto 1, Service 5
 * Point     structure           X, Y Double
 * Job       structure           Id String, Mode Mode, Target Point, Path Point[], Count UInt64,
 *                               Started UtcTime, Grid Int32[,]
 * Order     optional fields     Id Int32, Note String?, Limit Double?
 * Reading   union               Number Double | Text String
 * Holder    subtyped values     Any Point or a subtype, Amount any Number
 * Secret    structure           without a definition
 * </pre>
 *
 * The NodeId of a type is {@link #idOf}, the one of its binary encoding {@link #encodingOf}.
 */
public final class SampleDataTypes {

  private final UaNodeContext context;
  private final UaNodeManager nodes;
  private final UShort namespace;

  SampleDataTypes(UaNodeContext context, UaNodeManager nodes, UShort namespace) {
    this.context = context;
    this.nodes = nodes;
    this.namespace = namespace;
  }

  /** The identifier of a type. */
  public static String idOf(String type) {
    return type + "DataType";
  }

  /** The identifier of the binary encoding of a type. */
  public static String encodingOf(String type) {
    return type + ".Binary";
  }

  void create() {
    add(
        "Mode",
        NodeIds.Enumeration,
        new EnumDefinition(
            new EnumField[] {value(0, "Idle"), value(1, "Auto"), value(5, "Service")}));
    structure(
        "Point",
        StructureType.Structure,
        field("X", NodeIds.Double, -1),
        field("Y", NodeIds.Double, -1));
    structure(
        "Job",
        StructureType.Structure,
        field("Id", NodeIds.String, -1),
        field("Mode", type("Mode"), -1),
        field("Target", type("Point"), -1),
        field("Path", type("Point"), 1),
        field("Count", NodeIds.UInt64, -1),
        field("Started", NodeIds.UtcTime, -1),
        field("Grid", NodeIds.Int32, 2));
    structure(
        "Order",
        StructureType.StructureWithOptionalFields,
        field("Id", NodeIds.Int32, -1),
        optional("Note", NodeIds.String),
        optional("Limit", NodeIds.Double));
    structure(
        "Reading",
        StructureType.Union,
        field("Number", NodeIds.Double, -1),
        field("Text", NodeIds.String, -1));
    structure(
        "Holder",
        StructureType.StructureWithSubtypedValues,
        optional("Any", type("Point")),
        field("Amount", NodeIds.Number, -1));
    encoding(add("Secret", NodeIds.Structure, null), "Secret");
  }

  private static EnumField value(long code, String name) {
    return new EnumField(code, LocalizedText.english(name), LocalizedText.NULL_VALUE, name);
  }

  private static StructureField field(String name, NodeId type, int valueRank) {
    return new StructureField(
        name, LocalizedText.NULL_VALUE, type, valueRank, null, uint(0), false);
  }

  /** In structures with subtyped values the same flag allows subtypes. */
  private static StructureField optional(String name, NodeId type) {
    return new StructureField(name, LocalizedText.NULL_VALUE, type, -1, null, uint(0), true);
  }

  private void structure(String name, StructureType form, StructureField... fields) {
    NodeId base =
        List.of(StructureType.Union, StructureType.UnionWithSubtypedValues).contains(form)
            ? NodeIds.Union
            : NodeIds.Structure;
    StructureDefinition definition =
        new StructureDefinition(id(encodingOf(name)), base, form, fields);
    encoding(add(name, base, definition), name);
  }

  private UaDataTypeNode add(String name, NodeId superType, DataTypeDefinition definition) {
    UaDataTypeNode node =
        new UaDataTypeNode(
            context,
            type(name),
            new QualifiedName(namespace, name),
            LocalizedText.english(name),
            LocalizedText.NULL_VALUE,
            uint(0),
            uint(0),
            false);
    nodes.addNode(node);
    node.addReference(
        new Reference(
            type(name), NodeIds.HasSubtype, superType.expanded(), Reference.Direction.INVERSE));
    if (definition != null) {
      node.setDataTypeDefinition(definition);
    }
    return node;
  }

  private void encoding(UaDataTypeNode type, String name) {
    NodeId id = id(encodingOf(name));
    UaObjectNode node =
        new UaObjectNode(
            context,
            id,
            new QualifiedName(0, "Default Binary"),
            LocalizedText.english("Default Binary"),
            LocalizedText.NULL_VALUE,
            uint(0),
            uint(0));
    nodes.addNode(node);
    type.addReference(
        new Reference(
            type.getNodeId(), NodeIds.HasEncoding, id.expanded(), Reference.Direction.FORWARD));
    node.addReference(
        new Reference(
            id, NodeIds.HasEncoding, type.getNodeId().expanded(), Reference.Direction.INVERSE));
    node.addReference(
        new Reference(
            id,
            NodeIds.HasTypeDefinition,
            NodeIds.DataTypeEncodingType.expanded(),
            Reference.Direction.FORWARD));
  }

  private NodeId type(String name) {
    return id(idOf(name));
  }

  private NodeId id(String identifier) {
    return new NodeId(namespace, identifier);
  }
}
