package io.resonance.connector.opcua.client.browse;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is known of a kind of servers beyond what they say themselves.
 *
 * @param name its name
 * @param matches what BuildInfo must say, by field
 * @param limits figures the servers have or should be spared
 * @param notes what people should know, one sentence each
 */
public record VendorQuirks(
    String name, Map<String, Pattern> matches, Map<Limit, Integer> limits, List<String> notes) {

  public VendorQuirks {
    matches = Map.copyOf(matches);
    limits = Map.copyOf(limits);
    notes = List.copyOf(notes);
  }

  /** Whether a server is of this kind: every field that is named fits. */
  boolean fits(ServerBuild build) {
    return matches.entrySet().stream()
        .allMatch(
            match ->
                match
                    .getValue()
                    .matcher(
                        switch (match.getKey()) {
                          case VendorQuirksFile.MANUFACTURER -> build.manufacturerName();
                          case VendorQuirksFile.PRODUCT -> build.productName();
                          case VendorQuirksFile.URI -> build.productUri();
                          default -> build.softwareVersion();
                        })
                    .matches());
  }
}
