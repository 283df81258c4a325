/** The unit of work and its position: one subscription at one server. */
package io.resonance.connector.opcua.source.split;
