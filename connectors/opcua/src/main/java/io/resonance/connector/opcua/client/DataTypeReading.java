package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.client.ServerDataTypes.DataType;
import io.resonance.connector.opcua.client.decoding.StructureTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumField;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.StructureField;

/**
 * Asks a server what its DataTypes are made of: definition, supertype, and the same for the types
 * of the fields, round by round. Asks once for each type and session; never blocks, for it runs
 * between a message and its values.
 */
final class DataTypeReading {

  private static final int TYPES_PER_CALL = 100;

  /** Supertypes of fields of fields: more than this is a server that makes up types. */
  private static final int MAX_ROUNDS = 64;

  private static final int MAX_TYPES = 10_000;

  private final OpcUaClient client;
  private final ServerDataTypes types;
  private final PropertyReading properties;

  DataTypeReading(OpcUaClient client, ServerDataTypes types) {
    this.client = client;
    this.types = types;
    this.properties = new PropertyReading(client);
  }

  /** Learns the structures of encodings; afterwards each is known or unknowable. */
  CompletableFuture<Void> learnEncodings(Set<NodeId> encodings) {
    List<NodeId> asked = List.copyOf(encodings);
    return browse(asked, NodeIds.HasEncoding)
        .thenCompose(
            dataTypes ->
                // an encoding is known once everything its structure rests on is
                learn(dataTypes.values())
                    .thenAccept(learnt -> dataTypes.forEach(types::addEncoding)))
        .handle(
            (done, failure) -> {
              for (NodeId encoding : asked) {
                if (types.ofEncoding(encoding) instanceof StructureTypes.NotAsked) {
                  types.addUnknowable(
                      encoding,
                      failure == null
                          ? "the server does not say which DataType it encodes"
                          : "the server did not say what it is made of: " + failure.getMessage());
                }
              }
              return null;
            });
  }

  /** Learns DataTypes and all that they rest on. */
  CompletableFuture<Void> learn(Collection<NodeId> dataTypes) {
    return round(new LinkedHashSet<>(dataTypes), MAX_ROUNDS);
  }

  private CompletableFuture<Void> round(Set<NodeId> wanted, int roundsLeft) {
    wanted.removeIf(id -> id.isNull() || types.isKnown(id));
    if (wanted.isEmpty() || roundsLeft == 0 || types.size() > MAX_TYPES) {
      return CompletableFuture.completedFuture(null);
    }
    List<NodeId> now = wanted.stream().limit(TYPES_PER_CALL).toList();
    return browse(now, NodeIds.HasSubtype)
        .thenCombine(attributes(now), (supers, values) -> toDataTypes(now, supers, values))
        .thenCompose(this::withEnumerationTexts)
        .thenCompose(
            read -> {
              read.forEach(types::add);
              read.values().forEach(type -> wanted.addAll(restsOn(type)));
              boolean more = wanted.size() > now.size();
              return round(wanted, more ? roundsLeft - 1 : roundsLeft);
            });
  }

  private static Set<NodeId> restsOn(DataType type) {
    Set<NodeId> others = new LinkedHashSet<>();
    type.superType().ifPresent(others::add);
    StructureField[] fields =
        type.structure().map(StructureDefinition::getFields).orElse(new StructureField[0]);
    for (StructureField field : fields) {
      others.add(field.getDataType());
    }
    return others;
  }

  /** The nodes that refer to the given ones by a hierarchy of types. */
  private CompletableFuture<Map<NodeId, NodeId>> browse(List<NodeId> ids, NodeId reference) {
    List<BrowseDescription> descriptions =
        ids.stream()
            .map(
                id ->
                    new BrowseDescription(
                        id,
                        BrowseDirection.Inverse,
                        reference,
                        false,
                        Unsigned.uint(NodeClass.DataType.getValue()),
                        Unsigned.uint(BrowseResultMask.None.getValue())))
            .toList();
    return client
        .browseAsync(descriptions)
        .thenApply(
            results -> {
              Map<NodeId, NodeId> found = new HashMap<>();
              for (int i = 0; i < results.size() && i < ids.size(); i++) {
                NodeId id = ids.get(i);
                source(results.get(i)).ifPresent(source -> found.put(id, source));
              }
              return found;
            });
  }

  private Optional<NodeId> source(BrowseResult result) {
    return result.getReferences() == null || result.getReferences().length == 0
        ? Optional.empty()
        : result.getReferences()[0].getNodeId().toNodeId(client.getNamespaceTable());
  }

  private CompletableFuture<DataValue[]> attributes(List<NodeId> ids) {
    List<PropertyReading.Attribute> attributes = new ArrayList<>();
    for (NodeId id : ids) {
      attributes.add(new PropertyReading.Attribute(id, AttributeId.IsAbstract));
      attributes.add(new PropertyReading.Attribute(id, AttributeId.DataTypeDefinition));
    }
    return properties.attributes(attributes);
  }

  private Map<NodeId, DataType> toDataTypes(
      List<NodeId> ids, Map<NodeId, NodeId> supers, DataValue[] values) {
    Map<NodeId, DataType> read = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      Object isAbstract = properties.content(values[2 * i]);
      Object definition = properties.content(values[2 * i + 1]);
      read.put(
          ids.get(i),
          new DataType(
              Optional.ofNullable(supers.get(ids.get(i))),
              Boolean.TRUE.equals(isAbstract),
              definition instanceof StructureDefinition structure
                  ? Optional.of(structure)
                  : Optional.empty(),
              definition instanceof EnumDefinition enumeration ? texts(enumeration) : Map.of()));
    }
    return read;
  }

  private static Map<Long, String> texts(EnumDefinition definition) {
    Map<Long, String> texts = new HashMap<>();
    EnumField[] fields = definition.getFields();
    for (EnumField field : fields == null ? new EnumField[0] : fields) {
      String text = field.getDisplayName() == null ? null : field.getDisplayName().text();
      text = text == null || text.isEmpty() ? field.getName() : text;
      if (text != null) {
        texts.put(field.getValue(), text);
      }
    }
    return texts;
  }

  /** Servers before 1.04 have the texts of an enumeration as properties of its DataType. */
  private CompletableFuture<Map<NodeId, DataType>> withEnumerationTexts(
      Map<NodeId, DataType> read) {
    List<NodeId> bare =
        read.entrySet().stream()
            .filter(e -> e.getValue().structure().isEmpty() && e.getValue().texts().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    if (bare.isEmpty()) {
      return CompletableFuture.completedFuture(read);
    }
    return properties
        .values(bare, List.of("EnumStrings", "EnumValues"))
        .thenApply(
            found -> {
              for (int i = 0; i < bare.size(); i++) {
                DataType type = read.get(bare.get(i));
                Object[] texts = Arrays.copyOf(found.get(i), 2);
                read.put(
                    bare.get(i),
                    new DataType(
                        type.superType(),
                        type.isAbstract(),
                        type.structure(),
                        EnumerationTexts.of(texts[0], texts[1], null, null)));
              }
              return read;
            });
  }
}
