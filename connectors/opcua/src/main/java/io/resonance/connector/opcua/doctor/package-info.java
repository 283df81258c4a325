/** Examining a server before a job depends on it. */
package io.resonance.connector.opcua.doctor;
