/** Front door: writes single values to nodes of a server. */
package io.resonance.connector.opcua.write;
