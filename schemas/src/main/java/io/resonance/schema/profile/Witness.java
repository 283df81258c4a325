package io.resonance.schema.profile;

import java.util.List;

/** What a reference to a standard, its clause and its words were held against. */
public enum Witness {
  /** The text of the clause, as its publisher shows it. */
  SPEC_TEXT,
  /** A published OPC UA NodeSet: the link it gives to the clause, or its words. */
  NODESET,
  /** A published XML schema. */
  XSD,
  /** A published list of codes. */
  CODE_LIST;

  /** As the resources spell it. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** The witnesses of a reference; none where nobody has held it against anything yet. */
  static List<Witness> read(YamlEntry entry) {
    return entry.list().stream().map(word -> ProfileLoader.choice(Witness.class, word)).toList();
  }
}
