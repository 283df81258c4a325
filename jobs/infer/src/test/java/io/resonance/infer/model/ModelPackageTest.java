package io.resonance.infer.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.plant.ModelUse;
import io.resonance.testbed.training.OnnxWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPackageTest {

  private static final byte[] MODEL = TestPackages.meanModel();
  private static final String HASH = ModelPackage.sha256(MODEL);

  @TempDir Path folder;

  @Test
  void readsWhatModelYamlSays() throws Exception {
    ModelSpec spec = ModelPackage.load(TestPackages.write(folder, MODEL), HASH).spec();

    assertThat(spec.identity())
        .isEqualTo(new ModelIdentity("mean", "1.0.0", "test", "Tester", "approved", "none"));
    assertThat(spec.window())
        .isEqualTo(
            new WindowSpec(
                100_000_000L,
                8,
                2,
                WindowSpec.Resampling.LAST,
                300_000_000L,
                WindowSpec.Fill.HOLD,
                0));
    assertThat(spec.input().channels())
        .containsExactly(
            new ModelInput("spindle-speed", "RPM", ValueRange.UNBOUNDED, 100_000_000L),
            new ModelInput("vibration", "C16", ValueRange.UNBOUNDED, 100_000_000L));
    assertThat(spec.gates()).isEqualTo(new Gates(2, 0.5, 3, 2, Gates.ANY_AGE, 1));
    assertThat(spec.decision())
        .isEqualTo(new Decision.Threshold(0, Decision.Side.ABOVE, 100, Decision.Confidence.MARGIN));
  }

  @Test
  void tellsBothHashesWhenTheFileIsNotTheApprovedOne() {
    TestPackages.write(folder, MODEL);

    assertThatThrownBy(() -> ModelPackage.load(folder, "0".repeat(64)))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("SHA-256 of the file is " + HASH)
        .hasMessageContaining("the plant approved " + "0".repeat(64));
  }

  @Test
  void tellsWhenModelYamlWasWrittenForAnotherFile() {
    TestPackages.write(folder, MODEL, TestPackages.yaml("1".repeat(64), 2, "last"));

    assertThat(messages()).singleElement().asString().contains("model.yaml says 1111", HASH);
  }

  @Test
  void refusesAModelThatThePlantFileCallsOtherwise() {
    TestPackages.write(folder, MODEL);
    ModelUse use = new ModelUse("mill-condition", folder.toString(), HASH, List.of("MILL-01"));

    assertThat(ModelPackage.check(use))
        .singleElement()
        .asString()
        .contains("The model is `mean`, but the plant file names it `mill-condition`");
  }

  @Test
  void refusesWeightsOutsideTheFile() {
    byte[] onnx =
        new OnnxWriter("external")
            .input("x", 8, 2)
            .output("y", 1)
            .externalConstant("w", "../secrets.bin", 16, 1)
            .node("Flatten", List.of("x"), "flat")
            .node("MatMul", List.of("flat", "w"), "y")
            .toBytes();
    TestPackages.write(folder, onnx);

    assertThat(check(onnx)).singleElement().asString().contains("[w] lie in another file");
  }

  @Test
  void refusesOperatorsOutsideTheStandard() {
    byte[] onnx =
        new OnnxWriter("foreign")
            .operatorSet("com.example", 1)
            .input("x", 8, 2)
            .output("y", 1)
            .node("Magic", List.of("x"), "y")
            .toBytes();
    TestPackages.write(folder, onnx);

    assertThat(check(onnx)).singleElement().asString().contains("[com.example]");
  }

  @Test
  void refusesWhatIsNotOnnx() {
    for (String content :
        List.of("PK\u0003\u0004 archive", "", "version https://git-lfs", "text")) {
      byte[] bytes = content.getBytes(UTF_8);
      TestPackages.write(folder, bytes);

      assertThat(check(bytes)).singleElement().asString().contains("The file is not");
    }
  }

  @Test
  void refusesAnyCutOffModelWithoutAnythingWorse() {
    for (int length = 1; length < MODEL.length; length++) {
      byte[] cut = Arrays.copyOf(MODEL, length);
      TestPackages.write(folder, cut);

      assertThat(check(cut)).isNotEmpty();
    }
  }

  @Test
  void refusesTensorsOfAnotherShapeOrName() {
    byte[] onnx =
        new OnnxWriter("shape")
            .input("x", 64, 2)
            .output("z", 1)
            .node("Flatten", List.of("x"), "z")
            .toBytes();
    TestPackages.write(folder, onnx);

    assertThat(check(onnx))
        .anySatisfy(text -> assertThat(text).contains("shape [N, 64, 2]", "[N, 8, 2]"))
        .anySatisfy(text -> assertThat(text).contains("names the output `y`", "outputs [z]"));
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    TestPackages.write(folder, MODEL);

    assertThatThrownBy(() -> ModelPackage.load(folder, HASH, 100))
        .hasMessageContaining("more than the 100 allowed");
  }

  @Test
  void tellsEveryProblemOfADescriptionWithItsLine() {
    String yaml =
        TestPackages.yaml(HASH, 9, "cubic").replace("owner: Tester", "ownr: Tester")
            + "colour: red\n";
    TestPackages.write(folder, MODEL, yaml);

    assertThat(messages())
        .anySatisfy(text -> assertThat(text).contains("model.yaml:1: `owner` is missing"))
        .anySatisfy(text -> assertThat(text).contains("model.yaml:5: `ownr` is not known"))
        .anySatisfy(text -> assertThat(text).contains("model.yaml:13: `stride` is 9"))
        .anySatisfy(text -> assertThat(text).contains("model.yaml:14: `resampling` is `cubic`"))
        .anySatisfy(text -> assertThat(text).contains("`colour` is not known"));
  }

  @Test
  void tellsWhereYamlItselfIsBroken() {
    TestPackages.write(folder, MODEL, "id: [\nversion: 1\n");

    assertThat(messages()).singleElement().asString().contains("This is not YAML");
  }

  @Test
  void tellsWhichFileIsMissing() throws Exception {
    assertThat(messages()).singleElement().asString().contains("model.yaml", "no such file");

    TestPackages.write(folder, MODEL);
    Files.delete(folder.resolve("model.onnx"));
    assertThat(messages()).singleElement().asString().contains("model.onnx", "no such file");
  }

  private List<String> messages() {
    return ModelPackage.check(folder, HASH).stream().map(ModelProblem::toString).toList();
  }

  private List<String> check(byte[] onnx) {
    return ModelPackage.check(folder, ModelPackage.sha256(onnx)).stream()
        .map(ModelProblem::toString)
        .toList();
  }
}
