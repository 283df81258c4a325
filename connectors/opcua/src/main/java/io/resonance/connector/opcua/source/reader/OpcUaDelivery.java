package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.split.SplitPosition;

/** A batch on its way to the emitter, with the position its split has once it is emitted. */
record OpcUaDelivery(OpcUaBatch batch, SplitPosition position) {}
