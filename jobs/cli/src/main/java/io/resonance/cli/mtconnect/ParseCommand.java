package io.resonance.cli.mtconnect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectDocument;
import io.resonance.connector.mtconnect.source.MtConnectDocument.Kind;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import io.resonance.connector.mtconnect.source.MtConnectRefusedException;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads documents from disk as the source would. */
@Command(
    name = "parse",
    description = {
      "Reads MTConnect documents from disk as a job would: counts by category, oddities, what cannot be read.",
      "Takes XML and JSON, also packed with gzip, raw multipart streams, and recordings. Exit code 1 if something cannot be read."
    },
    mixinStandardHelpOptions = true)
final class ParseCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files with documents.")
  private List<Path> files;

  @Option(names = "--json", description = "Print JSON, a document in each line.")
  private boolean json;

  private int documents;
  private int unreadable;
  private long observations;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf(
          "%-14s %-10s %9s %9s %10s  %s%n",
          "documents", "version", "samples", "events", "conditions", "file");
    }
    for (Path file : files) {
      try {
        List<MtConnectDocument> inFile = MtConnectDocument.readAll(file);
        inFile.forEach(this::count);
        if (json) {
          inFile.forEach(document -> out.println(json(file, document)));
        } else {
          print(file, inFile, out);
        }
      } catch (MtConnectRefusedException e) {
        throw new StartRefusedException(e.getMessage(), e);
      }
    }
    if (!json) {
      out.printf(
          "%d documents, %d observations, %d cannot be read%n",
          documents, observations, unreadable);
    }
    out.flush();
    return unreadable > 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private void count(MtConnectDocument document) {
    documents++;
    observations += document.size();
    unreadable += document.kind() == Kind.UNREADABLE ? 1 : 0;
  }

  // A row for each kind in the file: a recording has one document each second or more.
  private static void print(Path file, List<MtConnectDocument> inFile, PrintWriter out) {
    Map<Kind, List<MtConnectDocument>> byKind =
        inFile.stream()
            .collect(
                Collectors.groupingBy(
                    MtConnectDocument::kind, () -> new EnumMap<>(Kind.class), Collectors.toList()));
    byKind.forEach(
        (kind, alike) -> {
          MtConnectDocument first = alike.get(0);
          out.printf(
              "%-14s %-10s %9d %9d %10d  %s%s%n",
              (alike.size() == 1 ? "" : alike.size() + " ") + kind.name().toLowerCase(Locale.ROOT),
              first.version().isEmpty() ? "-" : first.version(),
              sum(alike, MtConnectCategory.SAMPLE),
              sum(alike, MtConnectCategory.EVENT),
              sum(alike, MtConnectCategory.CONDITION),
              file,
              more(first));
          alike.forEach(document -> details(document, out));
        });
  }

  private static int sum(List<MtConnectDocument> documents, MtConnectCategory category) {
    return documents.stream()
        .mapToInt(document -> document.observations().getOrDefault(category, 0))
        .sum();
  }

  private static String more(MtConnectDocument document) {
    return switch (document.kind()) {
      case DEVICES ->
          ": %d DataItems of %s"
              .formatted(document.dataItems(), String.join(", ", document.devices()));
      case STREAMS -> ": buffer " + document.sequences();
      case ASSETS -> ": %d assets".formatted(document.assets());
      case ERROR, UNREADABLE -> "";
    };
  }

  private static void details(MtConnectDocument document, PrintWriter out) {
    document.errors().forEach(error -> out.printf("    says %s%n", error));
    oddities(document)
        .forEach((kind, count) -> out.printf("    odd: %s: %d times%n", kind.sentence(), count));
    if (!document.problem().isEmpty()) {
      out.printf("    %s%n", document.problem());
    }
  }

  private static Map<MtConnectOddity.Kind, Integer> oddities(MtConnectDocument document) {
    Map<MtConnectOddity.Kind, Integer> counts = new TreeMap<>();
    document.oddities().forEach(each -> counts.merge(each.kind(), 1, Integer::sum));
    return counts;
  }

  private static ObjectNode json(Path file, MtConnectDocument document) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("file", file.toString());
    node.put("document", document.kind().name().toLowerCase(Locale.ROOT));
    node.put("version", document.version());
    node.put("sequences", document.sequences());
    for (MtConnectCategory category : MtConnectCategory.values()) {
      node.put(
          category.name().toLowerCase(Locale.ROOT) + "s",
          document.observations().getOrDefault(category, 0));
    }
    node.put("dataItems", document.dataItems());
    document.devices().forEach(node.putArray("devices")::add);
    node.put("assets", document.assets());
    document.errors().forEach(node.putArray("errors")::add);
    ObjectNode odd = node.putObject("oddities");
    oddities(document).forEach((kind, count) -> odd.put(kind.name(), count));
    node.put("problem", document.problem());
    return node;
  }
}
