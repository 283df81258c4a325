/** What people and programs read of a run of the matrix. */
package io.resonance.cli.faults.report;
