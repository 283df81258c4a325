/** Faults of the network between two real programs. */
package io.resonance.testbed.network;
