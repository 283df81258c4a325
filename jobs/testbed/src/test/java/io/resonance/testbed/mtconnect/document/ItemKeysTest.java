package io.resonance.testbed.mtconnect.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ItemKeysTest {
  private final ItemKeys keys =
      new DeviceModel(
              ("<MTConnectDevices><Devices><Device name=\"mill\" uuid=\"1\" id=\"m\"><DataItems>"
                      + "<DataItem id=\"m1\" name=\"avail\" category=\"EVENT\" type=\"AVAILABILITY\"/>"
                      + "<DataItem id=\"m2\" name=\"x\" category=\"EVENT\" type=\"LINE\">"
                      + "<Source>line</Source></DataItem></DataItems></Device>"
                      + "<Device name=\"lathe\" uuid=\"2\" id=\"l\"><DataItems>"
                      + "<DataItem id=\"l1\" name=\"avail\" category=\"EVENT\" type=\"AVAILABILITY\"/>"
                      + "</DataItems></Device></Devices></MTConnectDevices>")
                  .getBytes(StandardCharsets.UTF_8))
          .keys();

  @Test
  void findsByIdByNameAndBySource() {
    assertThat(id("l1")).isEqualTo("l1");
    assertThat(id("x")).isEqualTo("m2");
    assertThat(id("line")).isEqualTo("m2");
  }

  @Test
  void findsInTheDeviceThatIsNamed() {
    assertThat(id("mill:avail")).isEqualTo("m1");
    assertThat(id("lathe:avail")).isEqualTo("l1");
    assertThat(id("lathe:x")).isEqualTo("lathe:x is no DataItem");
  }

  @Test
  void guessesNoneOfTwoDevices() {
    assertThat(id("avail"))
        .isEqualTo("avail is in the devices mill, lathe, so write mill:avail");
    assertThat(id("nothing")).isEqualTo("nothing is no DataItem");
  }

  private String id(String key) {
    ItemKeys.Meaning meaning = keys.find(key);
    return meaning instanceof ItemKeys.Known known
        ? known.item().id()
        : key + " " + ((ItemKeys.Unknown) meaning).why();
  }
}
