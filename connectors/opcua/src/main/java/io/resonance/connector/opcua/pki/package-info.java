/**
 * Certificates of OPC UA applications: the folders they lie in, who is trusted, and every check of
 * OPC UA Part 4, 6.1.3.
 */
package io.resonance.connector.opcua.pki;
