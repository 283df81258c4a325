/** Lets a cell happen: a plant, Kafka, Flink, what goes wrong, and the books of all sides. */
package io.resonance.cli.faults.rig;
