package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;

/** Chooses among the endpoints a server offers the one with the security that is asked for. */
final class EndpointChoice {

  private EndpointChoice() {}

  /** The endpoint, with the host of the configured URL; servers often name one out of reach. */
  static EndpointDescription of(OpcUaEndpoint endpoint, List<EndpointDescription> offered)
      throws OpcUaClientException {
    OpcUaSecurity security = endpoint.security();
    for (SecurityPolicy policy : policies(security.policy())) {
      Optional<EndpointDescription> found =
          offered.stream()
              .filter(e -> e.getSecurityMode() == mode(security.mode()))
              .filter(e -> policy.getUri().equals(e.getSecurityPolicyUri()))
              .filter(e -> !EndpointUtil.getPath(e.getEndpointUrl()).endsWith("/discovery"))
              .findFirst();
      if (found.isPresent()) {
        return EndpointUtil.updateUrl(
            found.get(),
            EndpointUtil.getHost(endpoint.url()),
            EndpointUtil.getPort(endpoint.url()));
      }
    }
    throw OpcUaFailures.fatal(
        endpoint,
        "choosing its security",
        "the server offers no %s with %s but only %s. Enable it at the server, or choose another security for the endpoint."
            .formatted(security.mode().word(), security.policy().word(), describe(offered)),
        null);
  }

  /** Modes and policies as people read them, each once. */
  static List<String> describe(List<EndpointDescription> offered) {
    List<String> texts = new ArrayList<>();
    for (EndpointDescription e : offered) {
      texts.add(e.getSecurityMode() + " " + policyName(e.getSecurityPolicyUri()));
    }
    return texts.stream().distinct().sorted().toList();
  }

  /** The last part of a policy's URI. */
  static String policyName(String policyUri) {
    String uri = String.valueOf(policyUri);
    return uri.substring(uri.indexOf('#') + 1);
  }

  /** The policies that will do, the strongest first. */
  static List<SecurityPolicy> policies(OpcUaSecurity.Policy policy) {
    return switch (policy) {
      case BEST ->
          List.of(
              SecurityPolicy.Aes256_Sha256_RsaPss,
              SecurityPolicy.Aes128_Sha256_RsaOaep,
              SecurityPolicy.Basic256Sha256);
      case AES256_SHA256_RSA_PSS -> List.of(SecurityPolicy.Aes256_Sha256_RsaPss);
      case AES128_SHA256_RSA_OAEP -> List.of(SecurityPolicy.Aes128_Sha256_RsaOaep);
      case BASIC256SHA256 -> List.of(SecurityPolicy.Basic256Sha256);
      case BASIC256 -> List.of(SecurityPolicy.Basic256);
      case BASIC128RSA15 -> List.of(SecurityPolicy.Basic128Rsa15);
      case NONE -> List.of(SecurityPolicy.None);
    };
  }

  private static MessageSecurityMode mode(OpcUaSecurity.Mode mode) {
    return switch (mode) {
      case SIGN_AND_ENCRYPT -> MessageSecurityMode.SignAndEncrypt;
      case SIGN -> MessageSecurityMode.Sign;
      case NONE -> MessageSecurityMode.None;
    };
  }
}
