package io.resonance.cli.opcua;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resonance.connector.opcua.source.OpcUaTrust.Entry;
import io.resonance.connector.opcua.source.OpcUaTrust.Place;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Certificates as a table for people and as JSON for programs. */
final class CertificateTable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CertificateTable() {}

  static void print(List<Entry> entries, PrintWriter out) {
    for (Place place : Place.values()) {
      List<Entry> here = entries.stream().filter(entry -> entry.place() == place).toList();
      out.printf("%s:%s%n", title(place), here.isEmpty() ? " none" : "");
      for (Entry entry : here) {
        out.printf("  %s  %s%n", entry.thumbprint(), entry.subject());
        out.printf("    valid until %s (%s)", second(entry.validTo()), left(entry.validTo()));
        if (place == Place.REJECTED) {
          out.printf(", refused last %s", second(entry.seen()));
        }
        out.printf("%n    %s%n", entry.file());
      }
    }
    if (entries.stream().anyMatch(entry -> entry.place() == Place.REJECTED)) {
      out.println("Trust a refused one with the same command and its thumbprint.");
    }
  }

  static String json(Entry entry) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("place", entry.place().name().toLowerCase(Locale.ROOT));
    node.put("thumbprint", entry.thumbprint());
    node.put("subject", entry.subject());
    node.put("validFrom", entry.validFrom().toString());
    node.put("validTo", entry.validTo().toString());
    node.put("seen", entry.seen().toString());
    node.put("file", entry.file().toString());
    return node.toString();
  }

  private static String title(Place place) {
    return switch (place) {
      case OWN -> "own";
      case TRUSTED -> "trusted";
      case ISSUER -> "issuers";
      case REJECTED -> "refused";
    };
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String left(Instant end) {
    long days = Duration.between(Instant.now(), end).toDays();
    return Instant.now().isAfter(end) ? "EXPIRED" : days + " days left";
  }
}
