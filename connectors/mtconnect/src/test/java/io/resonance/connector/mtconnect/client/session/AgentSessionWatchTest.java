package io.resonance.connector.mtconnect.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.watch.AgentMeter;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a session notices by itself on a stream that is alive; the clock is moved by hand. */
class AgentSessionWatchTest extends SessionFixture {
  private static final String NEW_PROBE =
      "<MTConnectDevices><Header instanceId=\"5\"/><Devices><Device id=\"d\" name=\"d\" uuid=\"u\">"
          + "<DataItems><DataItem id=\"new\" category=\"EVENT\" type=\"LINE\"/></DataItems></Device>"
          + "</Devices></MTConnectDevices>";

  @Test
  void givesUpASlowLoris() {
    AgentSession session = streaming();
    FakeAgentTransport.Sent stream = transport.last();
    stream.bytes("--b\r\nContent-length: 5000\r\n\r\n");
    for (int i = 0; i < 14; i++) {
      after(session, Duration.ofSeconds(1));
      stream.bytes("<!-- a -->");
      assertThat(stream.cancelled).isFalse();
    }
    after(session, Duration.ofSeconds(1));
    assertThat(stream.cancelled).isTrue();
    assertThat(lastGap().phase()).isEqualTo(MtConnectGap.Phase.OPEN);
  }

  @Test
  void isPatientWithALargeDocumentOnASlowLine() {
    AgentSession session = streaming();
    FakeAgentTransport.Sent stream = transport.last();
    stream.bytes("--b\r\nContent-length: 5000000\r\n\r\n");
    for (int i = 0; i < 100; i++) {
      after(session, Duration.ofSeconds(10));
      stream.bytes(" ".repeat(1_024));
    }
    assertThat(stream.cancelled).isFalse();
  }

  @Test
  void givesUpAStreamThatHeartbeatsButDoesNotBringWhatTheAgentHas() {
    AgentSession session = streaming();
    FakeAgentTransport.Sent stream = transport.last();
    heartbeats(session, stream, 3);
    FakeAgentTransport.Sent other = transport.last();
    assertThat(other.target.toString()).endsWith("/sample?count=1");
    other.answer(document(1, 2, line(1)));
    assertThat(stream.cancelled).isFalse();
    heartbeats(session, stream, 2);
    assertThat(stream.cancelled).isTrue();
    assertThat(lastGap().phase()).isEqualTo(MtConnectGap.Phase.OPEN);
    after(session, Duration.ofMillis(200));
    assertThat(transport.last().target.toString()).contains("from=3&");
  }

  @Test
  void leavesAStreamAloneThatBringsWhatTheAgentHasAfterAll() {
    AgentSession session = streaming();
    FakeAgentTransport.Sent stream = transport.last();
    heartbeats(session, stream, 3);
    transport.last().answer(document(1, 2, line(1)));
    stream.bytes(part(3, 4, line(3)));
    heartbeats(session, stream, 2);
    assertThat(stream.cancelled).isFalse();
    assertThat(counts.reconnects).isZero();
  }

  @Test
  void leavesAStreamAloneWhoseAgentHasNothingMore() {
    AgentSession session = streaming();
    FakeAgentTransport.Sent stream = transport.last();
    for (int i = 0; i < 5; i++) {
      heartbeats(session, stream, 3);
      transport.last().answer(header(3, 2, "") + "</MTConnectStreams>");
    }
    assertThat(stream.cancelled).isFalse();
    assertThat(transport.sent).hasSize(3 + 5);
  }

  @Test
  void asksForTheDevicesBesideTheStreamWhenTheirModelChanged() {
    AgentSession session = streaming();
    FakeAgentTransport.Sent stream = transport.last();
    stream.bytes(part(3, "2026-01-01T00:00:00Z"));
    batches.clear();
    stream.bytes(part(4, "2026-02-02T00:00:00Z") + part(5, "2026-02-02T00:00:00Z"));
    assertThat(batches).isEmpty();
    FakeAgentTransport.Sent probe = transport.last();
    assertThat(probe.target.toString()).endsWith("/probe");
    probe.answer(NEW_PROBE);
    assertThat(batches).hasSize(3);
    assertThat(batches.get(0).descriptions())
        .extracting(MtConnectDataItemDescription::dataItemId)
        .containsExactly("new");
    assertThat(batches.get(1).sequence(0)).isEqualTo(4);
    assertThat(batches.get(2).sequence(0)).isEqualTo(5);
    assertThat(stream.cancelled).isFalse();
    assertThat(counts.modelChanges).isEqualTo(1);
    session.tick();
    assertThat(transport.last().target.toString()).endsWith("/current");
    transport.last().answer(header(6, 5, "") + "</MTConnectStreams>");
    int asked = transport.sent.size();
    stream.bytes(part(6, "2026-02-02T00:00:00Z"));
    assertThat(transport.sent).as("the devices are known").hasSize(asked);
    assertThat(batches.get(batches.size() - 1).sequence(0)).isEqualTo(6);
  }

  @Test
  void asksForTheDevicesWhereOnlyAnObservationTellsThatOneChanged() {
    streaming();
    FakeAgentTransport.Sent stream = transport.last();
    batches.clear();
    stream.bytes(
        part(
            3, 4, line(3).replace("<Line", "<DeviceChanged").replace("</Line", "</DeviceChanged")));
    transport.last().answer(NEW_PROBE);
    assertThat(batches).extracting(MtConnectBatch::size).containsExactly(0, 1);
    assertThat(stream.cancelled).isFalse();
  }

  @Test
  void goesOnWithTheOldDescriptionsAndAsksAgainWhenTheNewAreRefused() {
    AgentSession session = streaming();
    FakeAgentTransport.Sent stream = transport.last();
    stream.bytes(part(3, "2026-01-01T00:00:00Z"));
    batches.clear();
    stream.bytes(part(4, "2026-02-02T00:00:00Z"));
    transport.last().answer("<nonsense/>");
    assertThat(batches).singleElement().satisfies(batch -> assertThat(batch.size()).isEqualTo(1));
    stream.bytes(part(5, "2026-02-02T00:00:00Z"));
    assertThat(batches).hasSize(2);
    after(session, Duration.ofSeconds(10));
    stream.bytes(part(6, "2026-02-02T00:00:00Z"));
    assertThat(batches).hasSize(2);
    transport.last().answer(NEW_PROBE);
    assertThat(batches).hasSize(4);
    assertThat(batches.get(2).descriptions()).hasSize(1);
  }

  @Test
  void asksForMoreAtATimeWhenFarBehind() {
    AgentSession session = streaming();
    FakeAgentTransport.Sent stream = transport.last();
    stream.bytes(whole(header(4, 60_000, " bufferSize=\"131072\"") + rows(line(3))));
    assertThat(counts.buffer.lag()).isEqualTo(59_997);
    assertThat(stream.cancelled).isTrue();
    session.tick();
    assertThat(transport.last().target.toString()).contains("from=4&", "count=20000");
    assertThat(counts.reconnects).isZero();
  }

  @Test
  void pollsAnAgentThatDoesNotKnowStreams() {
    AgentSession session = session();
    session.tick();
    transport.last().answer(PROBE);
    session.tick();
    transport.last().answer(document(1, 2, line(1)));
    session.tick();
    transport
        .last()
        .refuse(
            400,
            "<MTConnectError><Errors><Error errorCode=\"UNSUPPORTED\">interval</Error></Errors>"
                + "</MTConnectError>");
    after(session, Duration.ofMillis(200));
    assertThat(transport.last().target.toString()).endsWith("/sample?from=1&count=5000");
    transport.last().answer(document(1, 3, line(1) + line(2)));
    assertThat(counts.way).isEqualTo(AgentMeter.Way.POLLED);
    assertThat(batches.get(batches.size() - 1).size()).isEqualTo(2);
  }

  private void heartbeats(AgentSession session, FakeAgentTransport.Sent stream, int count) {
    for (int i = 0; i < count; i++) {
      after(session, Duration.ofSeconds(5));
      if (!stream.cancelled) {
        long next = counts.buffer.lag() == 0 ? 3 : lastNext();
        stream.bytes(part(next, next, ""));
      }
    }
  }

  private long lastNext() {
    return batches.stream().mapToLong(MtConnectBatch::nextSequence).max().orElseThrow();
  }

  // A document with one observation, of a device model of that time.
  private static String part(long sequence, String modelTime) {
    String model = " deviceModelChangeTime=\"" + modelTime + "\"";
    return whole(header(sequence + 1, sequence, model) + rows(line(sequence)));
  }

  private static String whole(String document) {
    return "--b\r\nContent-length: %d\r\n\r\n%s\r\n".formatted(document.length(), document);
  }

  private static String rows(String lines) {
    return "<Streams><Events>" + lines + "</Events></Streams></MTConnectStreams>";
  }

  private static String header(long next, long last, String more) {
    return ("<MTConnectStreams><Header instanceId=\"5\" firstSequence=\"1\" lastSequence=\"%d\""
            + " nextSequence=\"%d\"%s/>")
        .formatted(last, next, more);
  }
}
