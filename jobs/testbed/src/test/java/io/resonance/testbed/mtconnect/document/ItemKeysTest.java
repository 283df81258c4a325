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
        .isEqualTo(
            "avail is in the devices mill, lathe, and it is not known which of them is meant");
    assertThat(id("nothing")).isEqualTo("nothing is no DataItem");
  }

  @Test
  void meansTheAdaptersOwnDeviceWhereNoneIsNamed() {
    assertThat(id("avail", "lathe")).isEqualTo("l1");
    assertThat(id("mill:avail", "lathe")).isEqualTo("m1");
    assertThat(id("x", "lathe")).isEqualTo("m2");
  }

  private String id(String key) {
    return id(key, "");
  }

  private String id(String key, String device) {
    ItemKeys.Meaning meaning = keys.find(key, device);
    return meaning instanceof ItemKeys.Known known
        ? known.item().id()
        : key + " " + ((ItemKeys.Unknown) meaning).why();
  }
}
