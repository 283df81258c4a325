package io.resonance.infer.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.infer.ReasonCodes;
import io.resonance.schema.profile.ErrorCode;
import io.resonance.schema.profile.Profile;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonCodesTest {

  @Test
  void everyReasonOfAResultIsInTheErrorCodeTableOfTheProfile() throws IllegalAccessException {
    List<String> codes = new ArrayList<>(codes(ReasonCodes.class));
    codes.addAll(codes(Gate.class));
    assertThat(codes).contains("MODEL_SUSPENDED", "OUTSIDE_TRAINING");
    assertThat(Profile.load("mdr-profile-0.1").errors().stream().map(ErrorCode::code))
        .containsAll(codes);
  }

  private static List<String> codes(Class<?> of) throws IllegalAccessException {
    List<String> codes = new ArrayList<>();
    for (Field field : of.getDeclaredFields()) {
      boolean isCode =
          Modifier.isStatic(field.getModifiers())
              && !Modifier.isPrivate(field.getModifiers())
              && field.getType() == String.class;
      if (isCode) {
        codes.add((String) field.get(null));
      }
    }
    return codes;
  }
}
