package io.resonance.connector.mtconnect.source;

import java.io.Serializable;
import java.net.URI;
import java.util.Locale;

/**
 * How an agent is reached: who asks, whom it trusts, and which way. Files and secrets are read on
 * the machine that connects, and again when they change; neither is ever in the job graph.
 *
 * @param credentials how to log in at the agent
 * @param trust PEM file, or folder of PEM files, with the authorities trusted for https; empty for
 *     those of the JVM. Host names are always verified
 * @param identity the certificate shown to an agent that asks for one (mutual TLS)
 * @param proxy the way to the agent
 */
public record MtConnectAccess(
    MtConnectCredentials credentials, String trust, Identity identity, Proxy proxy)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A certificate of this client and its private key. */
  public sealed interface Identity extends Serializable {

    /** None: an agent that asks for one refuses. */
    record None() implements Identity {
      private static final long serialVersionUID = 1L;
    }

    /**
     * Two PEM files.
     *
     * @param certificate file with the certificate, then those of its authorities
     * @param key file with the private key: PKCS#8, encrypted (PBES2) or not, or PKCS#1
     * @param keyPassword of an encrypted key, else {@link MtConnectSecret#none()}
     */
    record Pem(String certificate, String key, MtConnectSecret keyPassword) implements Identity {
      private static final long serialVersionUID = 1L;
    }

    /**
     * A PKCS#12 file.
     *
     * @param file with one private key and its certificates
     * @param password of file and key
     */
    record Pkcs12(String file, MtConnectSecret password) implements Identity {
      private static final long serialVersionUID = 1L;
    }
  }

  /** Which way requests go. */
  public sealed interface Proxy extends Serializable {

    /** Straight to the agent, whatever the proxy settings of the JVM. */
    record Direct() implements Proxy {
      private static final long serialVersionUID = 1L;
    }

    /**
     * Through an HTTP proxy; to an https agent it tunnels (CONNECT).
     *
     * @param url as in {@code http://proxy:3128}
     * @param credentials anonymous or basic
     */
    record Http(URI url, MtConnectCredentials credentials) implements Proxy {
      private static final long serialVersionUID = 1L;

      public Http {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http")
            || url.getHost() == null
            || url.getPort() < 1
            || url.getUserInfo() != null) {
          throw new IllegalArgumentException(
              "The proxy must look like http://host:3128, its user and password apart");
        }
        if (credentials instanceof MtConnectCredentials.Bearer) {
          throw new IllegalArgumentException(
              "The proxy %s cannot take a token; use a user and a password".formatted(url));
        }
      }
    }
  }

  /** No login, the authorities of the JVM, no certificate, no proxy. */
  public static MtConnectAccess open() {
    return new MtConnectAccess(
        new MtConnectCredentials.Anonymous(), "", new Identity.None(), new Proxy.Direct());
  }

  MtConnectAccess with(MtConnectCredentials login) {
    return new MtConnectAccess(login, trust, identity, proxy);
  }

  MtConnectAccess with(Identity certificate) {
    return new MtConnectAccess(credentials, trust, certificate, proxy);
  }

  MtConnectAccess with(Proxy way) {
    return new MtConnectAccess(credentials, trust, identity, way);
  }

  MtConnectAccess withTrust(String pemFileOrFolder) {
    return new MtConnectAccess(credentials, pemFileOrFolder, identity, proxy);
  }
}
