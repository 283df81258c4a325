/** A Flink cluster of separate processes on this machine, from the distribution's own jars. */
package io.resonance.cli.cluster;
