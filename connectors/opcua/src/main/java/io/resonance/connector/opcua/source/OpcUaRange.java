package io.resonance.connector.opcua.source;

/** A Range (OPC UA Part 8, 5.6.2). */
public record OpcUaRange(double low, double high) {}
