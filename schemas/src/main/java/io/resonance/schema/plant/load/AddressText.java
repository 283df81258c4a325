package io.resonance.schema.plant.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of values: an OPC UA NodeId with the URI of its namespace (Part 6, 5.1.12), the browse
 * path of an OPC UA node, or an MTConnect dataItemId.
 */
final class AddressText {

  private static final String GUID =
      "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";
  private static final String IDENTIFIER =
      "(?:i=[0-9]{1,10}|s=[\\s\\S]+|g=" + GUID + "|b=[A-Za-z0-9+/]+={0,2})";
  private static final String NODE_ID = "nsu=[^;\\s]+;" + IDENTIFIER + "|i=[0-9]{1,10}";

  static final String PATTERN = "(?:" + NODE_ID + "|/[\\s\\S]+|[^=;\\s]+)";

  private static final Pattern NODE_FORM = Pattern.compile(NODE_ID);
  private static final Pattern DATA_ITEM_FORM = Pattern.compile("[^=;\\s]+");
  private static final Pattern INDEXED = Pattern.compile("ns=([0-9]*);?([\\s\\S]*)");
  private static final Pattern NUMERIC = Pattern.compile("(?:nsu=[^;]+;)?i=([0-9]+)");
  private static final String NODE_EXAMPLE =
      "Write nsu=<namespace URI>;s=<name> (or i=, g=, b= for the other identifiers).";

  private AddressText() {}

  static boolean isNodeId(String address) {
    return NODE_FORM.matcher(address).matches();
  }

  /** Browse paths begin with a slash, which no NodeId and no dataItemId does. */
  static boolean isBrowsePath(String address) {
    return address.startsWith("/");
  }

  static String check(String spelled) throws MalformedValueException {
    if (spelled.length() > ScalarType.LONGEST_TEXT) {
      throw new MalformedValueException(
          "The address is longer than 4096 characters, the most OPC UA allows.", NODE_EXAMPLE);
    }
    if (isBrowsePath(spelled)) {
      return BrowsePathText.checkNode(spelled);
    }
    refuseIndex(spelled);
    if (!isNodeId(spelled) && !DATA_ITEM_FORM.matcher(spelled).matches()) {
      throw new MalformedValueException(fault(spelled), NODE_EXAMPLE);
    }
    Matcher numeric = NUMERIC.matcher(spelled);
    if (numeric.matches() && Long.parseLong(numeric.group(1)) > 0xFFFF_FFFFL) {
      throw new MalformedValueException(
          "The numeric identifier is larger than 4294967295.",
          "Copy the NodeId from the server once more.");
    }
    return spelled;
  }

  private static void refuseIndex(String spelled) throws MalformedValueException {
    Matcher indexed = INDEXED.matcher(spelled);
    if (indexed.matches()) {
      String rest = indexed.group(2).isEmpty() ? "s=<name>" : indexed.group(2);
      throw new MalformedValueException(
          "The namespace is given by its index, which a server may give to another namespace at any restart; then a wrong signal would be recorded.",
          "Look up entry %s of the server's NamespaceArray and write nsu=<that URI>;%s."
              .formatted(indexed.group(1).isEmpty() ? "N" : indexed.group(1), shorten(rest)));
    }
  }

  private static String fault(String spelled) {
    if (spelled.startsWith("svr=") || spelled.startsWith("svu=")) {
      return "This is a node of another server; only nodes of the endpoint itself can be read.";
    }
    if (spelled.matches("[sgb]=[\\s\\S]*")) {
      return "The NodeId has no namespace.";
    }
    if (spelled.startsWith("nsu=")) {
      return "After nsu=<namespace URI>; an identifier must follow: i=<number>, s=<text>, g=<GUID> or b=<base64>.";
    }
    return "This is neither a NodeId nor a browse path nor an MTConnect dataItemId.";
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
