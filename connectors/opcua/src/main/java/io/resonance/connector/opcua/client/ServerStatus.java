package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.split.ServerRun;

/**
 * What a server says about itself on connect (Part 5, 12.10).
 *
 * @param run which life of the server process this is
 * @param clockSkewMillis how far its clock is ahead of ours, to within half a round trip
 */
public record ServerStatus(ServerRun run, long clockSkewMillis) {}
