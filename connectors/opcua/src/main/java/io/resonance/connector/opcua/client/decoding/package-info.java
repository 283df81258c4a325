/**
 * OPC UA's binary encoding (Part 6, 5.2) into columns: every built-in type, and structures by their
 * definition.
 */
package io.resonance.connector.opcua.client.decoding;
