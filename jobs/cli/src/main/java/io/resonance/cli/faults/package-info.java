/** The commands about the fault matrix. */
package io.resonance.cli.faults;
