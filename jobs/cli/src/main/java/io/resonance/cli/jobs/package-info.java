/** What operators do with the jobs of a plant on a Flink cluster. */
package io.resonance.cli.jobs;
