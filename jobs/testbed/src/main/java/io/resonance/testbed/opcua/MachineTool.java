package io.resonance.testbed.opcua;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A machine tool after OPC 40501-1 with two channels, a spindle, a laser, a tool and a production
 * plan: its variables as browse paths, and on a simulated server, all of them texts.
 */
public final class MachineTool {

  private static final Map<String, String> NAMESPACES =
      Map.of(
          "M", "http://opcfoundation.org/UA/Machinery/",
          "D", "http://opcfoundation.org/UA/DI/",
          "T", "http://opcfoundation.org/UA/MachineTool/",
          "I", "http://opcfoundation.org/UA/IA/",
          "J", "http://opcfoundation.org/UA/Machinery/Jobs/",
          "C", "http://opcfoundation.org/UA/ISA95-JOBCONTROL_V2/",
          "U", "http://opcfoundation.org/UA/",
          "V", "urn:simulated:machine-tool");

  private MachineTool() {}

  /** The full browse paths of the variables of a machine of that name. */
  public static List<String> browsePaths(String machine) {
    return lines(machine).stream().map(line -> "/Objects/" + names(line)).toList();
  }

  /** Puts a machine of that name into a server; identifiers are its paths with prefixed names. */
  public static void addTo(SimulatedOpcUaServerBuilder server, String machine) {
    NAMESPACES.forEach(server.layout()::namespace);
    for (String line : lines(machine)) {
      server.variable(SimulatedVariable.plain(line, ValueType.STRING), line);
    }
  }

  private static List<String> lines(String machine) {
    String resource = "machine-tool.txt";
    try (InputStream in = MachineTool.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> "M:Machines/V:" + machine + "/" + line).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + resource + " cannot be read", e);
    }
  }

  private static String names(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(MachineTool::name)
        .collect(Collectors.joining("/"));
  }

  /** Names of OPC UA itself have no namespace in a path. */
  private static String name(String step) {
    String prefix = step.substring(0, step.indexOf(':'));
    String name = step.substring(prefix.length() + 1);
    return prefix.equals("U") ? name : "nsu=%s;%s".formatted(NAMESPACES.get(prefix), name);
  }
}
