package io.resonance.connector.opcua.client.decoding;

import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/** The structures a server explained so far; safe for use by several threads. */
public interface StructureTypes {

  /** What is known of a structure. */
  sealed interface Knowledge {}

  /** How it is encoded. */
  record Known(StructureType type) implements Knowledge {}

  /** It cannot be decoded, and why. */
  record Unknowable(String reason) implements Knowledge {}

  /** The server was not asked yet. */
  record NotAsked() implements Knowledge {}

  /** The structure whose Default Binary encoding has this NodeId. */
  Knowledge ofEncoding(NodeId encoding);

  /** The structure that is this DataType. */
  Knowledge ofDataType(NodeId dataType);

  /** Knows nothing and cannot ask. */
  static StructureTypes none() {
    return new StructureTypes() {
      @Override
      public Knowledge ofEncoding(NodeId encoding) {
        return new Unknowable("its type is not known");
      }

      @Override
      public Knowledge ofDataType(NodeId dataType) {
        return ofEncoding(dataType);
      }
    };
  }
}
