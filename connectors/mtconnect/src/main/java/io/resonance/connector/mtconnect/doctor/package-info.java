/** Looks an agent over before a job depends on it. */
package io.resonance.connector.mtconnect.doctor;
