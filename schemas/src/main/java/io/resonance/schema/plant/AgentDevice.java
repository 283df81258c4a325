package io.resonance.schema.plant;

import java.io.Serializable;

/**
 * A whole device of an MTConnect agent.
 *
 * @param agent id of the agent in this file
 * @param device name or uuid of the device; empty for the only device of the agent
 */
public record AgentDevice(String agent, String device) implements Serializable {}
