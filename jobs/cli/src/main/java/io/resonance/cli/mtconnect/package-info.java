/** The commands of the group {@code resonance mtconnect}. */
package io.resonance.cli.mtconnect;
