package io.resonance.connector.opcua.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a key and a self-signed certificate for it, once for everybody who uses the folder. */
final class SelfSignedIdentity {

  private static final Logger LOG = LoggerFactory.getLogger(SelfSignedIdentity.class);
  private static final int KEY_BITS = 2048;
  private static final String OURS = "rw-------";
  private static final String EVERYBODYS = "rw-r--r--";

  private SelfSignedIdentity() {}

  static void create(String applicationUri, Path own) throws IOException, GeneralSecurityException {
    // the monitor for the threads of this process, the lock for other processes
    synchronized (SelfSignedIdentity.class) {
      try (FileChannel channel =
              FileChannel.open(
                  own.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(own.resolve("certificate.pem"))) {
          write(applicationUri, own);
        }
      }
    }
  }

  private static void write(String applicationUri, Path own)
      throws IOException, GeneralSecurityException {
    KeyPair pair = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
    X509Certificate certificate = certificate(pair, applicationUri);
    // the certificate in PEM form last: once it is there, everything is
    replace(own.resolve("key.pem"), pem("PRIVATE KEY", pair.getPrivate().getEncoded()), OURS);
    replace(own.resolve("certificate.der"), certificate.getEncoded(), EVERYBODYS);
    replace(
        own.resolve("certificate.pem"), pem("CERTIFICATE", certificate.getEncoded()), EVERYBODYS);
  }

  private static X509Certificate certificate(KeyPair pair, String applicationUri)
      throws IOException, GeneralSecurityException {
    SelfSignedCertificateBuilder builder =
        new SelfSignedCertificateBuilder(pair)
            .setCommonName("Resonance OPC UA source")
            .setOrganization("Resonance")
            .setApplicationUri(applicationUri)
            .addDnsName("localhost");
    ownHostName().ifPresent(builder::addDnsName);
    try {
      return builder.build();
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the certificate cannot be made", e);
    }
  }

  /**
   * None where the name service does not know this machine: servers check our URI, not our host.
   */
  private static Optional<String> ownHostName() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName())
          .filter(host -> !host.equals("localhost"));
    } catch (UnknownHostException e) {
      LOG.info("The own certificate names no host: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Nobody sees half of a file, nor a key before it is for its owner only. */
  private static void replace(Path file, byte[] content, String permissions) throws IOException {
    Path unfinished = Files.createTempFile(file.getParent(), ".", ".tmp");
    try {
      if (Files.getFileStore(unfinished).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString(permissions));
      }
      Files.write(unfinished, content);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static byte[] pem(String type, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(type, body, type)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
