/** Fetches, orders, recovers and emits the notifications of subscriptions. */
package io.resonance.connector.opcua.source.reader;
