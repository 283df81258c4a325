/** Hands the subscriptions out to the readers. */
package io.resonance.connector.opcua.source.enumerator;
