package io.resonance.schema.plant.load;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at how endpoints prove themselves and protect messages. */
final class SecurityCheck {

  private static final String NO_SECURITY = "i-accept-no-security";
  private static final String ACCEPTED_RISKS = "accepted-risks";
  private static final String USER_CERTIFICATE = "user-certificate";
  private static final String USER_KEY = "user-key";
  private static final String CLIENT_CERTIFICATE = "client-certificate";
  private static final String CLIENT_KEY = "client-key";
  private static final String CLIENT_KEY_PASSWORD = "client-key-password";
  private static final List<String> SENT = List.of("password", "token", "api-key");
  private static final Set<String> BROKEN = Set.of("Basic256", "Basic128Rsa15");

  private final Problems problems;

  SecurityCheck(Problems problems) {
    this.problems = problems;
  }

  void check(Fields top) {
    DuplicateCheck.list(top, "opcua", "servers").forEach(this::checkServer);
    for (Fields agent : DuplicateCheck.list(top, "mtconnect", "agents")) {
      checkHttp(agent);
      checkClientCertificate(agent);
      checkProxy(agent);
    }
    top.section("registry").ifPresent(this::checkHttp);
    top.section("mes").ifPresent(mes -> new MesCheck(problems).checkSecurity(mes));
    top.section("mes").ifPresent(this::checkHttp);
    top.section("mes").ifPresent(this::checkClientCertificate);
  }

  /** The policy in force: with security-mode none it is None by itself. */
  static Optional<String> policy(Fields server) {
    boolean byItself =
        server.field("security-policy").filter(Field::isDefault).isPresent()
            && server.maybeText("security-mode").filter("none"::equals).isPresent();
    return byItself ? Optional.of("None") : server.maybeText("security-policy");
  }

  private void checkServer(Fields server) {
    checkUserAndPassword(server);
    checkUserCertificate(server);
    Optional<String> mode = server.maybeText("security-mode");
    Optional<String> policy = policy(server);
    if (mode.isEmpty() || policy.isEmpty()) {
      return;
    }
    boolean modeNone = mode.get().equals("none");
    boolean policyNone = policy.get().equals("None");
    if (modeNone != policyNone) {
      boolean blameMode =
          !modeNone && server.field("security-mode").filter(Field::isDefault).isEmpty();
      problems.error(
          server.placeOf(blameMode ? "security-mode" : "security-policy"),
          blameMode ? mode.get() : policy.get(),
          "The policy %s and the mode %s exclude each other.".formatted(policy.get(), mode.get()),
          modeNone
              ? "Write security-mode: sign-and-encrypt, or remove security-policy."
              : "Write security-policy: Basic256Sha256, or security-mode: none.");
      return;
    }
    if (modeNone) {
      checkNoSecurity(server);
    }
    checkBrokenPolicy(server, policy.get());
  }

  private static boolean accepts(Fields server, String risk) {
    return server.items(ACCEPTED_RISKS).stream().anyMatch(item -> risk.equals(item.value()));
  }

  private void checkBrokenPolicy(Fields server, String policy) {
    if (BROKEN.contains(policy) && !accepts(server, "broken-policy")) {
      problems.error(
          server.placeOf("security-policy"),
          policy,
          "The policy %s was withdrawn: it rests on SHA-1, which can be forged.".formatted(policy),
          "Use Basic256Sha256 or better; where the server has none, add accepted-risks: [broken-policy], which is reported as a violation.");
    }
  }

  private void checkUserCertificate(Fields server) {
    boolean certificate = server.has(USER_CERTIFICATE);
    if (certificate != server.has(USER_KEY)
        && !problems.isBroken(server.place().path() + "." + USER_CERTIFICATE)
        && !problems.isBroken(server.place().path() + "." + USER_KEY)) {
      problems.error(
          server.placeOf(certificate ? USER_CERTIFICATE : USER_KEY),
          "user-certificate and user-key belong together; one of them is missing.",
          "Add %s, or remove %s."
              .formatted(
                  certificate ? USER_KEY : USER_CERTIFICATE,
                  certificate ? USER_CERTIFICATE : USER_KEY));
    }
    if (certificate && (server.has("user") || server.has("password"))) {
      problems.error(
          server.placeOf(USER_CERTIFICATE),
          "There are a user certificate and a user or password; only one of both can be used.",
          "Keep user-certificate and user-key, or user and password.");
    }
  }

  private void checkNoSecurity(Fields server) {
    boolean accepted = server.field(NO_SECURITY).map(field -> field.as(Boolean.class)).orElse(true);
    if (!accepted) {
      problems.warning(
          server.placeOf("security-mode"),
          "none",
          "Messages of this server are neither signed nor encrypted; anyone on the network can change them.",
          "Use sign-and-encrypt, or add i-accept-no-security: true if this is meant.");
    }
    if (server.has("password") && accepts(server, "password-in-clear")) {
      problems.warning(
          server.placeOf("password"),
          "",
          "With security-mode none the password may travel in clear.",
          "Use sign-and-encrypt where a password is needed.");
    }
  }

  private void checkHttp(Fields endpoint) {
    checkUserAndPassword(endpoint);
    if (endpoint.has("token") && (endpoint.has("user") || endpoint.has("password"))) {
      problems.error(
          endpoint.placeOf("token"),
          "There are a token and a user or password; only one of both can be used.",
          "Keep token, or user and password.");
    }
    boolean plain = endpoint.maybeText("url").filter(url -> url.startsWith("http://")).isPresent();
    if (plain && SENT.stream().anyMatch(endpoint::has)) {
      problems.warning(
          endpoint.placeOf("url"),
          endpoint.text("url"),
          "Over http the password or token travels in clear.",
          "Use https.");
    }
    if (plain && endpoint.has("trust")) {
      problems.warning(
          endpoint.placeOf("trust"),
          endpoint.text("trust"),
          "The URL is http, so certificates are not used.",
          "Use https, or remove trust.");
    }
  }

  private void checkClientCertificate(Fields agent) {
    for (String key : List.of(CLIENT_KEY, CLIENT_KEY_PASSWORD)) {
      if (agent.has(key) && isAbsent(agent, CLIENT_CERTIFICATE)) {
        problems.error(
            agent.placeOf(key),
            "There is a %s but no client-certificate.".formatted(key),
            "Add client-certificate, or remove %s.".formatted(key));
        return;
      }
    }
    boolean plain = agent.maybeText("url").filter(url -> url.startsWith("http://")).isPresent();
    if (plain && agent.has(CLIENT_CERTIFICATE)) {
      problems.warning(
          agent.placeOf(CLIENT_CERTIFICATE),
          agent.text(CLIENT_CERTIFICATE),
          "The URL is http, so certificates are not used.",
          "Use https, or remove client-certificate.");
    }
  }

  private void checkProxy(Fields agent) {
    checkPair(agent, "proxy-user", "proxy-password");
    if (agent.has("proxy-user") && isAbsent(agent, "proxy")) {
      problems.error(
          agent.placeOf("proxy-user"),
          "There is a proxy-user but no proxy.",
          "Add proxy: http://host:port, or remove proxy-user and proxy-password.");
    }
  }

  private boolean isAbsent(Fields endpoint, String key) {
    return !endpoint.has(key) && !problems.isBroken(endpoint.place().path() + "." + key);
  }

  private void checkUserAndPassword(Fields endpoint) {
    checkPair(endpoint, "user", "password");
  }

  private void checkPair(Fields endpoint, String user, String password) {
    if (isAbsent(endpoint, user) == isAbsent(endpoint, password)) {
      return;
    }
    if (isAbsent(endpoint, password)) {
      problems.error(
          endpoint.placeOf(user),
          "There is a %s but no %s.".formatted(user, password),
          "Add %s: ${env:NAME} or ${file:/path}, or remove %s.".formatted(password, user));
    } else {
      problems.error(
          endpoint.placeOf(password),
          "There is a %s but no %s.".formatted(password, user),
          "Add %s, or remove %s.".formatted(user, password));
    }
  }
}
