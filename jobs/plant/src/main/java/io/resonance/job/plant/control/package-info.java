/** The control topic: orders of people to the running job. */
package io.resonance.job.plant.control;
