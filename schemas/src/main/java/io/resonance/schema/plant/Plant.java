package io.resonance.schema.plant;

import java.io.Serializable;

/**
 * The plant itself.
 *
 * @param id short name, used for consumer groups, transactional ids and message senders: lower-case
 *     letters, digits, dashes
 * @param enterprise ISA-95 Enterprise, first level of every hierarchy scope
 * @param site ISA-95 Site, second level of every hierarchy scope
 */
public record Plant(String id, String enterprise, String site) implements Serializable {}
