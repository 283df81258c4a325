/** Sessions: the handshake between a model and an equipment, and what becomes of it. */
package io.resonance.infer.session;
