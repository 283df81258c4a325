/**
 * The protocol side: an OPC UA session with exactly the services a lossless subscription needs, on
 * Eclipse Milo.
 */
package io.resonance.connector.opcua.client;
