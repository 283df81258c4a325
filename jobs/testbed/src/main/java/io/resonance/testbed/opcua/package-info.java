/**
 * Simulated machines behind real OPC UA servers, with scripted faults and a ledger of every value
 * produced.
 */
package io.resonance.testbed.opcua;
