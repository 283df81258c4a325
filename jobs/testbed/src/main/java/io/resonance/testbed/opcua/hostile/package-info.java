/** OPC UA servers that break the protocol on purpose, for tests of those who must notice. */
package io.resonance.testbed.opcua.hostile;
