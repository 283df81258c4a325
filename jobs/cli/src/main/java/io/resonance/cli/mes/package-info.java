/** The commands about the MES. */
package io.resonance.cli.mes;
