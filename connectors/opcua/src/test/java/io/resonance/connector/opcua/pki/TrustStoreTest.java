package io.resonance.connector.opcua.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.testbed.opcua.pki.CertificateSpec;
import io.resonance.testbed.opcua.pki.IssuedCertificate;
import io.resonance.testbed.opcua.pki.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustStoreTest {

  private static final IssuedCertificate MILL = TestAuthority.selfSigned(TestPki.mill());

  @TempDir Path root;
  private TestPki pki;
  private Path file;

  @BeforeEach
  void makeFolder() throws Exception {
    pki = new TestPki(root);
    file = pki.folder.trusted().resolve("mill.der");
  }

  @Test
  void seesAChangeWithTheNextSnapshotAndKeepsTheOldOneAsItWas() throws Exception {
    TrustSnapshot before = pki.store.snapshot();
    MILL.writeTo(file);
    TrustSnapshot after = pki.store.snapshot();
    assertThat(before.trusted()).isEmpty();
    assertThat(after.trusted()).containsExactly(MILL.certificate());
    assertThat(pki.store.snapshot()).isSameAs(after);
    Files.delete(file);
    assertThat(pki.store.snapshot().trusted()).isEmpty();
  }

  @Test
  void goesOnWithTheLastContentWhileAFileIsBeingWritten() throws Exception {
    MILL.writeTo(file);
    assertThat(pki.store.snapshot().trusted()).hasSize(1);
    byte[] whole = Files.readAllBytes(file);
    for (int written : new int[] {0, 1, 100, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, written));
      assertThat(pki.store.snapshot().trusted()).containsExactly(MILL.certificate());
    }
    IssuedCertificate renewed = TestAuthority.selfSigned(TestPki.mill());
    renewed.writeTo(file);
    assertThat(pki.store.snapshot().trusted()).containsExactly(renewed.certificate());
  }

  @Test
  void leavesOutWhatIsNoCertificateAndReadsTheOthers() throws Exception {
    MILL.writeTo(file);
    Files.writeString(pki.folder.trusted().resolve("README.txt"), "put certificates here");
    Files.writeString(pki.folder.crl().resolve("broken.crl"), "-----BEGIN X509 CRL-----\nMII");
    assertThat(pki.store.snapshot().trusted()).containsExactly(MILL.certificate());
    assertThat(pki.store.snapshot().revocationLists()).isEmpty();
  }

  @Test
  void boundsTheRefusedOnesByForgettingTheOldest() throws Exception {
    RejectedCertificates rejected = new RejectedCertificates(pki.folder);
    Path oldest = rejected.add(MILL.certificate());
    Files.setLastModifiedTime(oldest, FileTime.from(Instant.EPOCH));
    Path last = oldest;
    for (int i = 0; i < RejectedCertificates.MOST; i++) {
      last =
          rejected.add(
              TestAuthority.selfSigned(CertificateSpec.application("m" + i, "urn:m" + i))
                  .certificate());
    }
    assertThat(PkiFolder.files(pki.folder.rejected())).hasSize(RejectedCertificates.MOST);
    assertThat(oldest).doesNotExist();
    assertThat(last).exists();
  }
}
