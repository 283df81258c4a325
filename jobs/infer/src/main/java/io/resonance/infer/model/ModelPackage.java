package io.resonance.infer.model;

import io.resonance.schema.plant.ModelUse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A model package that was read and checked: {@code model.yaml} and one ONNX file in the same
 * folder. The bytes that were hashed are the bytes {@link #openModel} gives, whatever happens to
 * the file afterwards. Immutable; the native library is not touched here.
 */
public final class ModelPackage {

  /** Name of the description in a model package's folder. */
  public static final String DESCRIPTION = "model.yaml";

  /** Largest ONNX file accepted, in bytes. */
  public static final long MAX_BYTES = 256L << 20;

  private static final long MAX_DESCRIPTION_BYTES = 1 << 20;

  private final ModelSpec spec;
  private final byte[] onnx;

  private ModelPackage(ModelSpec spec, byte[] onnx) {
    this.spec = spec;
    this.onnx = onnx;
  }

  /**
   * Reads and checks a package.
   *
   * @param folder the folder with model.yaml
   * @param expectedSha256 SHA-256 of the ONNX file that the plant approved, lower-case hex
   * @throws ModelPackageException with every problem found
   */
  public static ModelPackage load(Path folder, String expectedSha256) throws ModelPackageException {
    return load(folder, expectedSha256, MAX_BYTES);
  }

  /**
   * Reads and checks a package that no plant has approved yet: its ONNX file must be the one that
   * model.yaml names. For people who look at a package; jobs ask for the approved hash.
   *
   * @throws ModelPackageException with every problem found
   */
  public static ModelPackage loadAsDescribed(Path folder) throws ModelPackageException {
    return load(folder, Optional.empty(), MAX_BYTES);
  }

  /** What {@link #load(Path, String)} would refuse; empty where it would load. */
  public static List<ModelProblem> check(Path folder, String expectedSha256) {
    try {
      load(folder, expectedSha256);
      return List.of();
    } catch (ModelPackageException e) {
      return e.problems();
    }
  }

  /**
   * Reads and checks the package of a model of the plant file; its id must be the plant file's.
   *
   * @throws ModelPackageException with every problem found
   */
  public static ModelPackage load(ModelUse use) throws ModelPackageException {
    Path folder = Path.of(use.packageFolder());
    ModelPackage loaded = load(folder, use.sha256());
    String id = loaded.spec.identity().id();
    if (!id.equals(use.id())) {
      throw new ModelPackageException(
          List.of(
              problem(
                  folder.resolve(DESCRIPTION),
                  "The model is `%s`, but the plant file names it `%s`. Write the same id in both."
                      .formatted(id, use.id()))));
    }
    return loaded;
  }

  /** What {@link #load(ModelUse)} would refuse; empty where it would load. */
  public static List<ModelProblem> check(ModelUse use) {
    try {
      load(use);
      return List.of();
    } catch (ModelPackageException e) {
      return e.problems();
    }
  }

  static ModelPackage load(Path folder, String expectedSha256, long maxBytes)
      throws ModelPackageException {
    return load(folder, Optional.of(expectedSha256), maxBytes);
  }

  private static ModelPackage load(Path folder, Optional<String> approvedSha256, long maxBytes)
      throws ModelPackageException {
    List<ModelProblem> problems = new ArrayList<>();
    Optional<ModelSpec> spec = readSpec(folder.resolve(DESCRIPTION), problems);
    if (spec.isEmpty()) {
      throw new ModelPackageException(problems);
    }
    Path file = folder.resolve(spec.get().artefact().file());
    Optional<byte[]> onnx = readModel(file, maxBytes, problems);
    if (onnx.isPresent()) {
      OnnxChecks checks = new OnnxChecks(file.toString(), spec.get(), problems);
      String actual = sha256(onnx.get());
      approvedSha256.ifPresent(approved -> checks.approved(actual, approved));
      checks.described(actual);
      checks.content(onnx.get());
    }
    if (!problems.isEmpty()) {
      throw new ModelPackageException(problems);
    }
    return new ModelPackage(spec.get(), onnx.orElseThrow());
  }

  /** What model.yaml says. */
  public ModelSpec spec() {
    return spec;
  }

  /** The checked bytes of the ONNX file. */
  public InputStream openModel() {
    return new ByteArrayInputStream(onnx);
  }

  /** SHA-256 of bytes in lower-case hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static Optional<ModelSpec> readSpec(Path file, List<ModelProblem> problems) {
    try {
      if (!Files.isRegularFile(file)) {
        problems.add(
            problem(
                file,
                "There is no such file. `package` must name a folder with model.yaml and the ONNX"
                    + " file."));
        return Optional.empty();
      }
      if (Files.size(file) > MAX_DESCRIPTION_BYTES) {
        problems.add(problem(file, "The file is larger than 1 MiB; it is no model description."));
        return Optional.empty();
      }
      return ModelYaml.read(file.toString(), Files.readString(file), problems);
    } catch (CharacterCodingException e) {
      problems.add(problem(file, "The file is not UTF-8 text."));
    } catch (IOException e) {
      problems.add(problem(file, "The file cannot be read: " + e + "."));
    }
    return Optional.empty();
  }

  private static Optional<byte[]> readModel(Path file, long maxBytes, List<ModelProblem> problems) {
    try {
      if (!Files.isRegularFile(file)) {
        problems.add(problem(file, "There is no such file, but model.yaml names it."));
        return Optional.empty();
      }
      long size = Files.size(file);
      if (size > maxBytes) {
        problems.add(
            problem(
                file,
                "The file has %d bytes, more than the %d allowed. Export a smaller or quantized model."
                    .formatted(size, maxBytes)));
        return Optional.empty();
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      problems.add(problem(file, "The file cannot be read: " + e + "."));
      return Optional.empty();
    }
  }

  private static ModelProblem problem(Path file, String message) {
    return new ModelProblem(file.toString(), 1, message);
  }
}
