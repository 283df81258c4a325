/** Faults at moments: what the cells of the matrix are, and what came out of them. */
package io.resonance.cli.faults.cell;
