package io.resonance.testbed.opcua;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes a {@link SimulatedOpcUaServer} and starts it. */
public final class SimulatedOpcUaServerBuilder {

  private String name = "simulated";
  private int port;
  private Path pki;
  private String namespaceUri;
  private final List<SimulatedVariable> variables = new ArrayList<>();
  private SimulatedServerSettings.Security security =
      SimulatedServerSettings.Security.ENCRYPTED_ONLY;
  private final Map<String, String> users = new LinkedHashMap<>();
  private boolean historyOffered = true;
  private int historySize = 20_000;
  private ProducedValues ledger = ProducedValues.none();
  private final AddressSpaceLayout layout = new AddressSpaceLayout();
  private SimulatedLimits limits = SimulatedLimits.GENEROUS;

  SimulatedOpcUaServerBuilder() {}

  /** The application name, also the endpoint name in the ledger; default {@code simulated}. */
  public SimulatedOpcUaServerBuilder name(String applicationName) {
    this.name = applicationName;
    return this;
  }

  /** The port on 127.0.0.1; default 0, a free one. */
  public SimulatedOpcUaServerBuilder port(int listenPort) {
    this.port = listenPort;
    return this;
  }

  /** The folder for certificates; made with its content on first start. Required. */
  public SimulatedOpcUaServerBuilder pki(Path folder) {
    this.pki = folder;
    return this;
  }

  /** The URI of the namespace that holds the variables. Required. */
  public SimulatedOpcUaServerBuilder namespaceUri(String uri) {
    this.namespaceUri = uri;
    return this;
  }

  /** Adds a variable. */
  public SimulatedOpcUaServerBuilder variable(SimulatedVariable variable) {
    variables.add(variable);
    return this;
  }

  /**
   * Adds a variable at a path, such as {@code Hall-1/Mill/speed}; default is Machine/identifier.
   */
  public SimulatedOpcUaServerBuilder variable(SimulatedVariable variable, String path) {
    layout.place(variable.identifier(), path);
    return variable(variable);
  }

  /** Where variables are, and what else is in the address space. */
  public AddressSpaceLayout layout() {
    return layout;
  }

  /** How many operations a call may have. */
  public SimulatedOpcUaServerBuilder limits(SimulatedLimits operationLimits) {
    limits = operationLimits;
    return this;
  }

  /** Adds all variables of a machine. */
  public SimulatedOpcUaServerBuilder machine(SimulatedMachine machine) {
    variables.addAll(machine.variables());
    return this;
  }

  /** Also offers an endpoint without security (never the default). */
  public SimulatedOpcUaServerBuilder allowSecurityNone() {
    security = SimulatedServerSettings.Security.ALSO_NONE;
    return this;
  }

  /** Adds a user who may log in with a password. */
  public SimulatedOpcUaServerBuilder user(String user, String password) {
    users.put(user, password);
    return this;
  }

  /** Refuses every HistoryRead, as a small controller does. */
  public SimulatedOpcUaServerBuilder withoutHistory() {
    historyOffered = false;
    return this;
  }

  /** How many values per variable the history holds; default 20000. */
  public SimulatedOpcUaServerBuilder historySize(int values) {
    historySize = values;
    return this;
  }

  /** Who is told of every produced value. */
  public SimulatedOpcUaServerBuilder ledger(ProducedValues listener) {
    ledger = listener;
    return this;
  }

  /**
   * Starts the server.
   *
   * @throws Exception when the port is taken or the certificate folder cannot be written
   */
  public SimulatedOpcUaServer start() throws Exception {
    if (pki == null || namespaceUri == null || variables.isEmpty()) {
      throw new IllegalArgumentException(
          "The simulated server %s needs a pki folder, a namespace URI and at least one variable"
              .formatted(name));
    }
    return new SimulatedOpcUaServer(
        new SimulatedServerSettings(
            name,
            port,
            pki,
            namespaceUri,
            List.copyOf(variables),
            security,
            Map.copyOf(users),
            historyOffered,
            historySize,
            ledger,
            layout,
            limits));
  }
}
