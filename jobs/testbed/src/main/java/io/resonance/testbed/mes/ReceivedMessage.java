package io.resonance.testbed.mes;

import java.time.Instant;

/**
 * A B2MML message as the simulated MES read it.
 *
 * @param name local name of the root element, such as NotifyOperationsEvent
 * @param equipment innermost EquipmentID of the hierarchy scope
 * @param summary first description, for people
 */
public record ReceivedMessage(
    String name,
    String bodId,
    Instant created,
    String sender,
    String equipment,
    String objectId,
    String summary) {}
