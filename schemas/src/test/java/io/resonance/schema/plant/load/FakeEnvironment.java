package io.resonance.schema.plant.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Variables and files in memory. Folders exist where files are below them. */
final class FakeEnvironment implements LoadEnvironment {

  private final Set<String> variables = new HashSet<>();
  private final Map<Path, byte[]> files = new HashMap<>();
  private final Map<Path, String> hashes = new HashMap<>();
  private final Set<Path> locked = new HashSet<>();

  /**
   * The examples name the model that ships with them; the broken files name one that is not there.
   */
  private static String hashOfMillModel(Path models) {
    Path shipped = models.resolve("mill-condition/model.onnx");
    try {
      return Files.exists(shipped) ? LoadEnvironment.system().sha256(shipped) : "0".repeat(64);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Everything the examples and the broken files refer to, seen from this folder. */
  static FakeEnvironment ofExamples(Path folder) {
    FakeEnvironment environment = new FakeEnvironment();
    environment.variables.add("MILL_PASSWORD");
    for (String secret :
        List.of("kafka-jaas", "registry-password", "mes-token", "opcua-password")) {
      environment.put(Path.of("/run/secrets", secret), "secret");
      environment.put(Path.of("/run/secrets/resonance", secret), "secret");
    }
    environment.put(Path.of("/run/secrets/empty"), "");
    environment.put(Path.of("/run/secrets/locked"), "secret").lock(Path.of("/run/secrets/locked"));
    environment.put(Path.of("/etc/resonance/tls/ca.pem"), resource("/plant-file/ca.pem"));
    environment.put(Path.of("/etc/resonance/tls/not.pem"), "not a certificate");
    environment.put(Path.of("/etc/resonance/pki/trusted/README"), "certificates");
    environment.put(folder.resolve("rules/wrong.yaml"), "wrong");
    environment.put(folder.resolve("../rules/small-line.yaml").normalize(), "right");
    environment.put(Path.of("/var/lib/resonance/README"), "writable");
    environment.put(Path.of("/var/locked/README"), "not writable").lock(Path.of("/var/locked"));
    Path models = folder.resolve("../models").normalize();
    environment.putModel(models.resolve("mill-condition"), "mill.onnx", hashOfMillModel(models));
    environment.putModel(models.resolve("two-files"), "one.onnx", "1".repeat(64));
    environment.put(models.resolve("two-files/two.onnx"), "model");
    environment.put(models.resolve("no-card/model.onnx"), "model");
    environment.hashes.put(models.resolve("no-card/model.onnx"), "0".repeat(64));
    return environment;
  }

  private void putModel(Path folder, String file, String sha256) {
    put(folder.resolve("model.yaml"), "id: model");
    put(folder.resolve(file), "model");
    hashes.put(folder.resolve(file), sha256);
  }

  FakeEnvironment put(Path file, String content) {
    return put(file, content.getBytes(StandardCharsets.UTF_8));
  }

  FakeEnvironment put(Path file, byte[] content) {
    files.put(file, content);
    return this;
  }

  /** Takes the right to read and to write. */
  FakeEnvironment lock(Path path) {
    locked.add(path);
    return this;
  }

  @Override
  public boolean hasVariable(String name) {
    return variables.contains(name);
  }

  @Override
  public Entry entry(Path path) {
    if (files.containsKey(path)) {
      return Entry.FILE;
    }
    boolean folder = files.keySet().stream().anyMatch(file -> file.startsWith(path));
    return folder ? Entry.FOLDER : Entry.ABSENT;
  }

  @Override
  public boolean isReadable(Path path) {
    return entry(path) != Entry.ABSENT && !locked.contains(path);
  }

  @Override
  public boolean isWritable(Path path) {
    return isReadable(path) && !path.equals(Path.of("/"));
  }

  @Override
  public long size(Path file) throws IOException {
    return content(file).length;
  }

  @Override
  public List<Path> list(Path folder) {
    return files.keySet().stream().filter(file -> folder.equals(file.getParent())).toList();
  }

  @Override
  public byte[] read(Path file, int limit) throws IOException {
    byte[] content = content(file);
    return Arrays.copyOf(content, Math.min(limit, content.length));
  }

  @Override
  public String sha256(Path file) {
    return hashes.get(file);
  }

  private byte[] content(Path file) throws IOException {
    byte[] content = files.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return content;
  }

  private static byte[] resource(String name) {
    try (InputStream in = FakeEnvironment.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
