package io.resonance.testbed.opcua;

/** A closed interval of values, as in EURange and InstrumentRange (OPC UA Part 8, 5.6.2). */
public record ValueRange(double low, double high) {}
