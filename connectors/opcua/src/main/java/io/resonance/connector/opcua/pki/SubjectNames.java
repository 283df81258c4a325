package io.resonance.connector.opcua.pki;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * The names in a certificate's SubjectAltName (Part 6, 6.2.2): the application's URI and its hosts.
 * Read with BouncyCastle, for Java leaves URIs out that java.net.URI does not like.
 *
 * @param uris one in a proper certificate
 * @param hosts DNS names in lower case and textual addresses
 */
record SubjectNames(List<String> uris, List<String> hosts) {

  static SubjectNames of(X509Certificate certificate) {
    List<String> uris = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
    if (extension != null) {
      GeneralNames names =
          GeneralNames.getInstance(ASN1OctetString.getInstance(extension).getOctets());
      for (GeneralName name : names.getNames()) {
        switch (name.getTagNo()) {
          case GeneralName.uniformResourceIdentifier -> uris.add(text(name));
          case GeneralName.dNSName -> hosts.add(text(name).toLowerCase(Locale.ROOT));
          case GeneralName.iPAddress -> hosts.add(address(name));
          default -> {
            // names of people and directories say nothing about a server
          }
        }
      }
    }
    return new SubjectNames(List.copyOf(uris), List.copyOf(hosts));
  }

  /** Whether a host of a URL is among the names. */
  boolean isHost(String host) {
    String plain = host.replaceAll("^\\[|]$", "");
    return hosts.contains(isAddress(plain) ? canonical(plain) : plain.toLowerCase(Locale.ROOT));
  }

  private static String text(GeneralName name) {
    return ((ASN1String) name.getName()).getString();
  }

  private static String address(GeneralName name) {
    try {
      return InetAddress.getByAddress(ASN1OctetString.getInstance(name.getName()).getOctets())
          .getHostAddress();
    } catch (UnknownHostException e) {
      return ""; // neither 4 nor 16 bytes: no host has that name
    }
  }

  private static boolean isAddress(String host) {
    return host.contains(":") || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }

  private static String canonical(String address) {
    try {
      // a literal address is not looked up
      return InetAddress.getByName(address).getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
