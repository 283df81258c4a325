/** The commands of the group {@code resonance opcua}. */
package io.resonance.cli.opcua;
