/** Finding nodes in an address space within the limits of its server. */
package io.resonance.connector.opcua.client.browse;
