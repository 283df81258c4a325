package io.resonance.connector.opcua.source;

/**
 * An EUInformation (OPC UA Part 8, 5.6.4).
 *
 * @param namespaceUri whose codes these are
 * @param unitId the number of the unit
 * @param code the UN/ECE code that the number spells, empty where it spells none
 * @param displayName what is printed beside the value
 */
public record OpcUaUnit(String namespaceUri, int unitId, String code, String displayName) {

  /** The namespace in which a unitId spells a UN/ECE code. */
  public static final String UNECE = "http://www.opcfoundation.org/UA/units/un/cefact";

  /** A unit whose code is spelled by its number (big-endian ASCII). */
  public static OpcUaUnit of(String namespaceUri, int unitId, String displayName) {
    StringBuilder code = new StringBuilder();
    if (UNECE.equals(namespaceUri)) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        int letter = (unitId >> shift) & 0xff;
        if (letter != 0) {
          code.append((char) letter);
        }
      }
    }
    return new OpcUaUnit(namespaceUri, unitId, code.toString(), displayName);
  }
}
