package io.resonance.testbed.opcua;

/**
 * A unit as an OPC UA server names it: the UN/ECE Recommendation 20 common code and the text people
 * read.
 *
 * @param code UN/ECE common code, for example {@code RPM} or {@code CEL}
 * @param text what is printed beside the value, for example {@code r/min}
 */
public record EngineeringUnit(String code, String text) {

  /** The namespace of the UN/ECE codes (OPC UA Part 8, 5.6.4.4). */
  public static final String NAMESPACE = "http://www.opcfoundation.org/UA/units/un/cefact";

  /** The code as the big-endian ASCII number of OPC UA Part 8, 5.6.4.4: {@code MMT} is 5066068. */
  public int unitId() {
    int id = 0;
    for (int i = 0; i < code.length(); i++) {
      id = (id << 8) | (code.charAt(i) & 0xff);
    }
    return id;
  }
}
