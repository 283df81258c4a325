package io.resonance.testbed.opcua;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a simulated server was told to be; checked by its builder. */
record SimulatedServerSettings(
    String name,
    int port,
    Path pki,
    String namespaceUri,
    List<SimulatedVariable> variables,
    Security security,
    Map<String, String> users,
    boolean historyOffered,
    int historySize,
    ProducedValues ledger,
    AddressSpaceLayout layout,
    SimulatedLimits limits) {

  /** What the server offers besides encrypted endpoints. */
  enum Security {
    ENCRYPTED_ONLY,
    ALSO_NONE
  }

  String applicationUri() {
    return "urn:resonance:testbed:" + name;
  }

  /** Whether a user may log in; false for an unknown one. */
  boolean accepts(String user, String password) {
    return Objects.equals(users.get(user), password) && password != null;
  }

  @Override
  public String toString() {
    return "SimulatedServerSettings[" + name + ", port " + port + "]";
  }
}
