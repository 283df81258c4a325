package io.resonance.connector.opcua.source;

/**
 * The security of a connection: policy and message mode in one word; the broken policies are not
 * offered at all.
 */
public enum OpcUaSecurity {
  /**
   * SignAndEncrypt with the strongest of Aes256_Sha256_RsaPss, Aes128_Sha256_RsaOaep and
   * Basic256Sha256 offered.
   */
  BEST,
  /** SignAndEncrypt with Basic256Sha256. */
  BASIC256SHA256,
  /** SignAndEncrypt with Aes128_Sha256_RsaOaep. */
  AES128_SHA256_RSA_OAEP,
  /** SignAndEncrypt with Aes256_Sha256_RsaPss. */
  AES256_SHA256_RSA_PSS,
  /** No security: anyone on the network reads and forges the values. For laboratories only. */
  NONE
}
