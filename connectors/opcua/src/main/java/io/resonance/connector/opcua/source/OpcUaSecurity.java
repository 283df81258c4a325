package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The security of a connection: policy, message mode, and what was accepted against better advice.
 *
 * @param policy the security policy, or the best one the server offers
 * @param mode whether messages are encrypted too, or only signed
 * @param acceptedRisks risks the endpoint was told to take; none by default
 */
public record OpcUaSecurity(Policy policy, Mode mode, Set<OpcUaAcceptedRisk> acceptedRisks)
    implements Serializable {

  /** The security policies of Part 7, named as in their URIs. */
  public enum Policy {
    /** The strongest of Aes256_Sha256_RsaPss, Aes128_Sha256_RsaOaep and Basic256Sha256 offered. */
    BEST("the best policy"),
    /** Aes256_Sha256_RsaPss. */
    AES256_SHA256_RSA_PSS("Aes256_Sha256_RsaPss"),
    /** Aes128_Sha256_RsaOaep. */
    AES128_SHA256_RSA_OAEP("Aes128_Sha256_RsaOaep"),
    /** Basic256Sha256. */
    BASIC256SHA256("Basic256Sha256"),
    /** Basic256, withdrawn for SHA-1; needs {@link OpcUaAcceptedRisk#BROKEN_POLICY}. */
    BASIC256("Basic256"),
    /** Basic128Rsa15, withdrawn for SHA-1; needs {@link OpcUaAcceptedRisk#BROKEN_POLICY}. */
    BASIC128RSA15("Basic128Rsa15"),
    /** No security: anyone on the network reads and forges the values. For laboratories only. */
    NONE("None");

    private final String word;

    Policy(String word) {
      this.word = word;
    }

    /** The name as in the policy's URI. */
    public String word() {
      return word;
    }

    /** Whether the policy was withdrawn because it can be broken. */
    public boolean isBroken() {
      return this == BASIC256 || this == BASIC128RSA15;
    }
  }

  /** MessageSecurityMode (Part 4, 7.20). */
  public enum Mode {
    SIGN_AND_ENCRYPT("SignAndEncrypt"),
    SIGN("Sign"),
    NONE("None");

    private final String word;

    Mode(String word) {
      this.word = word;
    }

    /** The name in the standard. */
    public String word() {
      return word;
    }
  }

  /** SignAndEncrypt with the strongest policy offered. */
  public static final OpcUaSecurity BEST = of(Policy.BEST);

  /** SignAndEncrypt with Basic256Sha256. */
  public static final OpcUaSecurity BASIC256SHA256 = of(Policy.BASIC256SHA256);

  /** SignAndEncrypt with Aes128_Sha256_RsaOaep. */
  public static final OpcUaSecurity AES128_SHA256_RSA_OAEP = of(Policy.AES128_SHA256_RSA_OAEP);

  /** SignAndEncrypt with Aes256_Sha256_RsaPss. */
  public static final OpcUaSecurity AES256_SHA256_RSA_PSS = of(Policy.AES256_SHA256_RSA_PSS);

  /** No security: anyone on the network reads and forges the values. For laboratories only. */
  public static final OpcUaSecurity NONE = new OpcUaSecurity(Policy.NONE, Mode.NONE, Set.of());

  public OpcUaSecurity {
    acceptedRisks = Set.copyOf(acceptedRisks);
    if ((policy == Policy.NONE) != (mode == Mode.NONE)) {
      throw new IllegalArgumentException(
          "The OPC UA policy %s and the mode %s exclude each other; both or neither must be None."
              .formatted(policy.word(), mode.word()));
    }
    if (policy.isBroken() && !acceptedRisks.contains(OpcUaAcceptedRisk.BROKEN_POLICY)) {
      throw new IllegalArgumentException(
          "The OPC UA policy %s was withdrawn because SHA-1 can be forged. Use Basic256Sha256 or better, or accept the risk broken-policy."
              .formatted(policy.word()));
    }
  }

  private static OpcUaSecurity of(Policy policy) {
    return new OpcUaSecurity(policy, Mode.SIGN_AND_ENCRYPT, Set.of());
  }

  /** The same with messages signed but readable. */
  public OpcUaSecurity signedOnly() {
    return new OpcUaSecurity(policy, Mode.SIGN, acceptedRisks);
  }

  /** The same with more risks taken. */
  public OpcUaSecurity accepting(OpcUaAcceptedRisk... risks) {
    Set<OpcUaAcceptedRisk> more = new HashSet<>(acceptedRisks);
    more.addAll(List.of(risks));
    return new OpcUaSecurity(policy, mode, more);
  }

  /** Whether a risk was accepted. */
  public boolean accepts(OpcUaAcceptedRisk risk) {
    return acceptedRisks.contains(risk);
  }

  @Override
  public String toString() {
    return policy.word() + " " + mode.word();
  }
}
