package io.resonance.schema.plant.load;

import io.resonance.schema.plant.load.LoadEnvironment.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at the files and folders a plant file names. */
final class FilesCheck {

  private static final int MOST_PEM_BYTES = 1 << 20;

  private final Problems problems;
  private final LoadEnvironment environment;
  private final LocalPaths paths;

  FilesCheck(Problems problems, LoadEnvironment environment, LocalPaths paths) {
    this.problems = problems;
    this.environment = environment;
    this.paths = paths;
  }

  void check(Fields top) {
    top.section("registry").ifPresent(this::checkTrust);
    top.section("mes").ifPresent(this::checkHttp);
    SecretsCheck.callbacks(top).ifPresent(this::checkCallbacks);
    DuplicateCheck.list(top, "mtconnect", "agents").forEach(this::checkHttp);
    top.section("opcua").ifPresent(this::checkPki);
    for (Fields server : DuplicateCheck.list(top, "opcua", "servers")) {
      checkUserFile(server, "user-certificate");
      checkUserFile(server, "user-key");
    }
    top.section("checkpoints").ifPresent(this::checkStorage);
    top.sections("models").forEach(this::checkModel);
  }

  private void checkHttp(Fields endpoint) {
    checkTrust(endpoint);
    checkUserFile(endpoint, "client-certificate");
    checkUserFile(endpoint, "client-key");
  }

  private void checkCallbacks(Fields callbacks) {
    checkTrust(callbacks);
    checkUserFile(callbacks, "certificate");
    checkUserFile(callbacks, "key");
  }

  private void checkTrust(Fields endpoint) {
    if (!endpoint.has("trust")) {
      return;
    }
    Place place = endpoint.placeOf("trust");
    String spelled = endpoint.text("trust");
    Optional<Path> file = paths.resolve(spelled).filter(path -> isReadable(path, Entry.FILE));
    if (file.isEmpty()) {
      problems.error(
          place,
          spelled,
          "The file %s does not exist or cannot be read.".formatted(shown(spelled)),
          "Put the PEM file with the trusted certificates there, or remove trust to use those of the JVM.");
      return;
    }
    if (!holdsCertificates(file.get())) {
      problems.error(
          place,
          spelled,
          "The file %s does not hold certificates in PEM form.".formatted(file.get()),
          "It must contain -----BEGIN CERTIFICATE-----; convert DER with `openssl x509 -inform der`.");
    }
  }

  private boolean holdsCertificates(Path file) {
    try {
      byte[] pem = environment.read(file, MOST_PEM_BYTES);
      return !CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .isEmpty();
    } catch (IOException | CertificateException notPem) {
      return false; // the caller says so, and what to do
    }
  }

  private void checkPki(Fields opcua) {
    if (!opcua.has("pki")) {
      return;
    }
    String spelled = opcua.text("pki");
    if (paths.resolve(spelled).filter(path -> isReadable(path, Entry.FOLDER)).isEmpty()) {
      problems.error(
          opcua.placeOf("pki"),
          spelled,
          "The folder %s does not exist or cannot be read.".formatted(shown(spelled)),
          "Make it, or mount it, with the folders own, trusted, issuers, crl and rejected in it.");
    }
  }

  private void checkUserFile(Fields server, String key) {
    if (!server.has(key)) {
      return;
    }
    String spelled = server.text(key);
    if (paths.resolve(spelled).filter(path -> isReadable(path, Entry.FILE)).isEmpty()) {
      problems.error(
          server.placeOf(key),
          spelled,
          "The file %s does not exist or cannot be read.".formatted(shown(spelled)),
          "Mount or write it where the job runs, and here where the file is checked.");
    }
  }

  private void checkStorage(Fields checkpoints) {
    if (!checkpoints.has("folder")) {
      return;
    }
    String spelled = checkpoints.text("folder");
    Place place = checkpoints.placeOf("folder");
    Optional<Path> folder = paths.localStorage(spelled);
    if (folder.isEmpty()) {
      if (spelled.startsWith("file:") || !LocalPaths.isUri(spelled)) {
        problems.error(
            place,
            spelled,
            "This does not name a folder on this machine.",
            "Write file:/// and the absolute path, or the path alone.");
      }
      return;
    }
    Path nearest = nearestExisting(folder.get());
    if (environment.entry(nearest) != Entry.FOLDER || !environment.isWritable(nearest)) {
      problems.error(
          place,
          spelled,
          nearest.equals(folder.get())
              ? "Checkpoints cannot be written to %s.".formatted(nearest)
              : "The folder %s cannot be made: %s cannot be written to."
                  .formatted(folder.get(), nearest),
          "Let the job's user write there, or name another folder.");
    }
  }

  private Path nearestExisting(Path folder) {
    Path nearest = folder;
    while (environment.entry(nearest) == Entry.ABSENT && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    return nearest;
  }

  private void checkModel(Fields model) {
    if (!model.has("package")) {
      return;
    }
    String spelled = model.text("package");
    Place place = model.placeOf("package");
    Optional<Path> folder = paths.resolve(spelled).filter(path -> isReadable(path, Entry.FOLDER));
    if (folder.isEmpty()) {
      problems.error(
          place,
          spelled,
          "The folder %s does not exist or cannot be read.".formatted(shown(spelled)),
          "Put the model package there: a folder with model.yaml and one .onnx file.");
      return;
    }
    if (!isReadable(folder.get().resolve("model.yaml"), Entry.FILE)) {
      problems.error(
          place,
          spelled,
          "The model package %s has no model.yaml that can be read.".formatted(folder.get()),
          "Add it; it says which properties go in and what comes out.");
    }
    checkModelFile(model, folder.get());
  }

  private void checkModelFile(Fields model, Path folder) {
    Place place = model.placeOf("package");
    try {
      List<Path> found =
          environment.list(folder).stream()
              .filter(path -> path.toString().toLowerCase(Locale.ROOT).endsWith(".onnx"))
              .toList();
      if (found.size() != 1) {
        problems.error(
            place,
            model.text("package"),
            "The model package %s has %d .onnx files; exactly one is needed."
                .formatted(folder, found.size()),
            "Keep one model in a package.");
      } else if (model.has("sha256")) {
        compareHash(model, found.get(0));
      }
    } catch (IOException unreadable) {
      problems.error(
          place,
          model.text("package"),
          "The model package %s cannot be read: %s.".formatted(folder, unreadable.getMessage()),
          "Let the job's user read it.");
    }
  }

  private void compareHash(Fields model, Path file) throws IOException {
    String approved = model.text("sha256").toLowerCase(Locale.ROOT);
    String actual = environment.sha256(file);
    if (!approved.equals(actual)) {
      problems.error(
          model.placeOf("sha256"),
          approved,
          "The file %s is not the approved model: its SHA-256 is %s, approved is %s."
              .formatted(file.getFileName(), actual, approved),
          "Put the approved file there, or, once the new one is approved, write its SHA-256 here.");
    }
  }

  private boolean isReadable(Path path, Entry kind) {
    return environment.entry(path) == kind && environment.isReadable(path);
  }

  private String shown(String spelled) {
    return paths.resolve(spelled).map(Path::toString).orElse(spelled);
  }
}
