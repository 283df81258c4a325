package io.resonance.schema.plant.load;

import static io.resonance.schema.plant.load.Key.defaulting;
import static io.resonance.schema.plant.load.Key.optional;
import static io.resonance.schema.plant.load.Key.required;
import static io.resonance.schema.plant.load.PlantFileKeys.ID;
import static io.resonance.schema.plant.load.PlantFileKeys.MAYBE_EMPTY;
import static io.resonance.schema.plant.load.PlantFileKeys.TERM;

import io.resonance.schema.plant.load.KeyType.ListOf;
import io.resonance.schema.plant.load.KeyType.Section;
import io.resonance.schema.plant.load.KeyType.Single;
import io.resonance.schema.plant.load.ScalarType.Address;
import io.resonance.schema.plant.load.ScalarType.BrowseGlob;
import io.resonance.schema.plant.load.ScalarType.BrowsePath;
import io.resonance.schema.plant.load.ScalarType.Text;
import io.resonance.schema.plant.load.ScalarType.Whole;
import java.util.List;

/** The keys of a machine; part of {@link PlantFileKeys}. */
final class EquipmentKeys {

  private static final Section PROPERTY =
      new Section(
          "A value that is a property of the equipment",
          List.of(
              required(
                  "property",
                  TERM,
                  "Term of the profile's vocabulary, or a name of your own that begins with x:."),
              required("endpoint", ID, "Id of the server or agent."),
              required(
                  "address",
                  new Address(),
                  "OPC UA NodeId as nsu=<namespace URI>;s=... or browse path as /Objects/..., or MTConnect dataItemId."),
              defaulting(
                  "unit",
                  MAYBE_EMPTY,
                  "",
                  "The unit the machine uses, where it does not say or says it wrong."),
              optional(
                  "words",
                  new ListOf(
                      new Single(
                          new Text(
                              "a value and a word",
                              "[^=\\r\\n]{1,200}=[^=\\r\\n]{1,100}",
                              "what the machine says, '=' and the word of the vocabulary it stands for",
                              "for example 3=ACTIVE"))),
                  "Words of the term's vocabulary for what the machine says instead, each as value=WORD, such as 3=ACTIVE or true=OPEN.")));

  private static final Section DEVICE =
      new Section(
          "A whole MTConnect device",
          List.of(
              required("agent", ID, "Id of the agent."),
              defaulting(
                  "device",
                  MAYBE_EMPTY,
                  "",
                  "Name or uuid of the device; left out for the only device of the agent.")));

  private static final Section CONDITION =
      new Section(
          "Conditions and alarms of an OPC UA server",
          List.of(
              required("endpoint", ID, "Id of the server; it is asked for all its conditions."),
              defaulting(
                  "source",
                  MAYBE_EMPTY,
                  "",
                  "NodeId (nsu=...) or SourceName of what they are conditions of; left out for every source that no equipment names.")));

  private static final Section DISCOVERY =
      new Section(
          "Nodes of an OPC UA server that are found by browsing",
          List.of(
              required("endpoint", ID, "Id of the server."),
              required(
                  "under",
                  new BrowsePath(),
                  "Browse path of the folder or object below which nodes are looked for, such as /Objects/Mill."),
              defaulting(
                  "glob",
                  new BrowseGlob(),
                  "**",
                  "Pattern of the paths below it: * is any text within a name, ? one character, ** any number of names."),
              defaulting(
                  "type",
                  new Text(
                      "a type",
                      "(?!ns=[0-9])[^\\r\\n]*",
                      "the BrowseName of a type, or its NodeId with the URI of the namespace, never its index",
                      "for example AnalogItemType, nsu=<namespace URI>;MyType or nsu=<namespace URI>;i=2001"),
                  "",
                  "BrowseName or NodeId of a VariableType the nodes are of, or of an ObjectType they are in; left out for any."),
              optional(
                  "exclude",
                  new ListOf(new Single(new BrowseGlob())),
                  "Patterns of the paths below it that are left out with all they contain."),
              defaulting(
                  "at-most",
                  new Whole(1, 1_000_000),
                  "50000",
                  "How many nodes are taken at most; more are reported.")));

  static final Section EQUIPMENT =
      new Section(
          "A machine",
          List.of(
              required("id", ID, "Unique; the key of every record about it."),
              required(
                  "path",
                  new Text(
                      "a path of levels",
                      "(?!.*(?://|/\\s|\\s/))[^/\\s](?:[^\\r\\n\\t]*[^/\\s])?",
                      "levels joined by '/', none of them empty",
                      "for example Hall-1/Line-3/MILL-01"),
                  "ISA-95 levels below the site, joined by '/'."),
              required("category", TERM, "Term of the profile's vocabulary, such as machine-tool."),
              optional("properties", new ListOf(PROPERTY), "Values that are properties of it."),
              optional(
                  "devices",
                  new ListOf(DEVICE),
                  "MTConnect devices all data items of which are its properties."),
              optional(
                  "discover",
                  new ListOf(DISCOVERY),
                  "OPC UA nodes that are found by browsing and become its properties, named by their paths."),
              optional(
                  "conditions",
                  new ListOf(CONDITION),
                  "OPC UA conditions and alarms that are of it; those of its properties are by themselves.")));

  private EquipmentKeys() {}
}
