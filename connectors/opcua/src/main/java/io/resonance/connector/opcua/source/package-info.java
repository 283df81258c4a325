/** The front door: a source of the values of OPC UA servers, and the batches it emits. */
package io.resonance.connector.opcua.source;
