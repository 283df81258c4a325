package io.resonance.connector.opcua.client;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** How far one attempt to connect came, and what was seen of the server on the way. */
public final class ConnectionProgress {

  /** The steps, in their order. */
  public enum Step {
    REACH("asking for its endpoints"),
    SECURITY("choosing its security"),
    CERTIFICATE("checking its certificate"),
    USER("choosing how the user proves itself"),
    SESSION("opening a session"),
    NAMESPACES("reading its namespaces");

    private final String doing;

    Step(String doing) {
      this.doing = doing;
    }
  }

  private Step step = Step.REACH;
  private List<String> offered = List.of();
  private String chosen = "";
  private Optional<X509Certificate> certificate = Optional.empty();
  private boolean userRefused;

  void offers(List<String> security) {
    offered = List.copyOf(security);
    step = Step.SECURITY;
  }

  void chosen(String security) {
    chosen = security;
    step = Step.CERTIFICATE;
  }

  void trusts(List<X509Certificate> chain) {
    certificate = chain.stream().findFirst();
    step = Step.USER;
  }

  void opening() {
    step = Step.SESSION;
  }

  void opened() {
    step = Step.NAMESPACES;
  }

  /** A server that refuses the user does so while the session is activated. */
  void failed(OpcUaClientException failure) {
    userRefused = OpcUaFailures.isRefusedUser(ServerSession.statusOf(failure));
  }

  /** What the present step does, for messages. */
  String doing() {
    return step.doing;
  }

  /** The step that is under way or failed. */
  public Step step() {
    return userRefused ? Step.USER : step;
  }

  /** What a person can do about a failure in this step; empty where its message says it. */
  public String nextStep() {
    return step() == Step.REACH
        ? "Check that the server runs, that host, port and path of the URL are right, and that no firewall is in between."
        : "";
  }

  /** Modes and policies the server offers. */
  public List<String> offered() {
    return offered;
  }

  /** Policy and mode that were chosen; empty before. */
  public String chosen() {
    return chosen;
  }

  /** The server's certificate, once it is trusted; empty on a connection without security. */
  public Optional<X509Certificate> certificate() {
    return certificate;
  }
}
