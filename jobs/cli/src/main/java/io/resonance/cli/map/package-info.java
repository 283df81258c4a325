/** The command that proposes the mapping of machines. */
package io.resonance.cli.map;
