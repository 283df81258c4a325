package io.resonance.connector.mtconnect.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.request.SessionThread;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectAsset;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectStart;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentAsidesTest {
  private static final String STREAM = "multipart/x-mixed-replace;boundary=b";
  private static final String PROBE =
"""
<MTConnectDevices><Header instanceId="5"/><Devices><Device uuid="u" name="d" id="d"><DataItems>
<DataItem id="l" category="EVENT" type="LINE"/><DataItem id="c" category="EVENT" type="ASSET_CHANGED"/>
</DataItems></Device></Devices></MTConnectDevices>
""";

  private final FakeAgentTransport transport = new FakeAgentTransport();
  private final List<MtConnectBatch> batches = new ArrayList<>();
  private final List<MtConnectProgress> progress = new ArrayList<>();
  private AgentSession session;
  private long now;

  @BeforeEach
  void stream() {
    stream(MtConnectAgent.of("agent", URI.create("http://127.0.0.1:5000")));
  }

  private void stream(MtConnectAgent agent) {
    session =
        new AgentSession(
            agent,
            MtConnectAgentSplit.unread("agent"),
            new ReadingOptions(
                MtConnectStart.BUFFER,
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                100,
                DocumentLimits.standard()),
            new SessionThread(transport, Runnable::run, () -> now),
            (batch, after) -> {
              batches.add(batch);
              progress.add(after);
            },
            new SessionFixture.Counts());
    session.tick();
    transport.last().answer(PROBE);
    session.tick();
    transport.last().answer(document(1, 2, line(1)));
    session.tick();
    asked("/sample?from=1&").head(STREAM);
  }

  @Test
  void holdsTheStreamUntilTheStateIsThere() {
    asked("/sample?from=1&").bytes(part(1, 3, line(1) + line(2)));
    assertThat(rows()).isEmpty();
    asked("/current").answer(document(1, 4, line(3)));
    assertThat(rows()).containsExactly(1L, 2L);
    assertThat(states()).as("the state is of 4, the stream has come to 3").isEmpty();
  }

  @Test
  void emitsTheStateBetweenWhatIsBeforeAndWhatIsAfterIt() {
    asked("/current").answer(document(1, 4, line(3)));
    asked("/sample?from=1&").bytes(part(1, 6, line(1) + line(2) + line(3) + line(4) + line(5)));
    assertThat(rows()).containsExactly(1L, 2L, 3L, 4L, 5L);
    int at = batches.indexOf(states().get(0));
    assertThat(batches.get(at - 1).size()).isEqualTo(3);
    assertThat(batches.get(at + 1).size()).isEqualTo(2);
    assertThat(progress.get(at).position()).isEqualTo(MtConnectPosition.at(5, 4));
    assertThat(states()).hasSize(1);
    assertThat(states().get(0).current().orElseThrow().sequence(0)).isEqualTo(3);
  }

  @Test
  void emitsTheStateBeforeRowsThatAreAllLater() {
    transport.sent.clear();
    stream(MtConnectAgent.of("filtered", URI.create("http://127.0.0.1:5000")).withDevice("d"));
    asked("/current").answer(document(1, 3, line(2)));
    asked("/sample?from=1&").bytes(part(1, 6, line(4) + line(5)));
    assertThat(states()).hasSize(1);
    assertThat(batches.get(batches.size() - 2)).isSameAs(states().get(0));
    assertThat(progress.get(batches.size() - 2).position()).isEqualTo(MtConnectPosition.at(5, 3));
    assertThat(batches.get(batches.size() - 1).size()).isEqualTo(2);
  }

  @Test
  void asksForTheStateAgainAfterALoss() {
    asked("/current").answer(document(1, 3, line(2)));
    asked("/sample?from=1&").bytes(part(1, 3, line(1) + line(2)));
    assertThat(states()).hasSize(1);
    asked("/sample?from=1&").bytes(overrun(10, 12, line(10) + line(11)));
    after(Duration.ofSeconds(1));
    asked("/current").answer(document(1, 12, line(11)));
    assertThat(states()).hasSize(2);
    assertThat(states().get(1).nextSequence()).isEqualTo(12);
  }

  @Test
  void readsOnWithoutTheStateAndAsksForItLater() {
    asked("/current").fail("no answer");
    asked("/sample?from=1&").bytes(part(1, 3, line(1) + line(2)));
    assertThat(rows()).containsExactly(1L, 2L);
    int sent = transport.sent.size();
    after(Duration.ofSeconds(5));
    assertThat(transport.sent).hasSize(sent);
    asked("/sample?from=1&").bytes(part(3, 3, ""));
    after(Duration.ofSeconds(5));
    assertThat(transport.sent).hasSize(sent + 1);
    assertThat(transport.last().target.getPath()).isEqualTo("/current");
  }

  @Test
  void asksForAllAssetsAtTheStartAndForEachThatChanges() {
    asked("/current").answer(document(1, 2, line(1)));
    session.tick();
    asked("/assets?count=")
        .answer("<MTConnectAssets><Assets><File assetId=\"f\"/></Assets></MTConnectAssets>");
    asked("/sample?from=1&")
        .bytes(part(1, 4, line(1) + line(2) + asset("AssetChanged", 3, "a b/1")));
    session.tick();
    assertThat(transport.last().target.toString()).endsWith("/asset/a%20b%2F1");
    transport
        .last()
        .answer("<MTConnectAssets><Assets><File assetId=\"a b/1\"/></Assets></MTConnectAssets>");
    asked("/sample?from=1&").bytes(part(4, 5, asset("AssetRemoved", 4, "f")));
    List<MtConnectAsset> assets =
        batches.stream().flatMap(batch -> batch.assets().stream()).toList();
    assertThat(assets)
        .extracting(MtConnectAsset::assetId, MtConnectAsset::type, MtConnectAsset::removed)
        .containsExactly(
            tuple("u", "Device", false),
            tuple("f", "File", false),
            tuple("a b/1", "File", false),
            tuple("f", "CuttingTool", true));
  }

  @Test
  void listsTheAssetsTheAgentHoldsWhereItGivesAllOfThem() {
    asked("/current").answer(document(1, 2, line(1)));
    session.tick();
    asked("/assets?count=")
        .answer("<MTConnectAssets><Assets><File assetId=\"f\"/></Assets></MTConnectAssets>");
    assertThat(batches.get(batches.size() - 1).assetsHeld().orElseThrow())
        .containsExactly(new MtConnectAsset.Name("File", "f"));
    assertThat(batches.get(batches.size() - 2).assets()).hasSize(1);
  }

  @Test
  void asksForAllAssetsAgainAfterALossForTheirChangesMayBeLostToo() {
    asked("/current").answer(document(1, 2, line(1)));
    session.tick();
    asked("/assets?count=").answer("<MTConnectAssets><Assets/></MTConnectAssets>");
    assertThat(batches.get(batches.size() - 1).assetsHeld().orElseThrow()).isEmpty();
    asked("/sample?from=1&").bytes(overrun(10, 12, line(10) + line(11)));
    int before = transport.sent.size();
    after(Duration.ofSeconds(1));
    asked("/current").answer(document(1, 12, line(11)));
    session.tick();
    assertThat(transport.sent).hasSize(before + 2);
    assertThat(transport.last().target.toString()).contains("/assets?count=");
  }

  @Test
  void listsNothingWhereTheAgentRefusesOrOneDeviceIsRead() {
    asked("/current").answer(document(1, 2, line(1)));
    session.tick();
    asked("/assets?count=")
        .answer(
            "<MTConnectError><Errors><Error errorCode=\"UNSUPPORTED\"/></Errors></MTConnectError>");
    transport.sent.clear();
    stream(MtConnectAgent.of("filtered", URI.create("http://127.0.0.1:5000")).withDevice("d"));
    asked("/current").answer(document(1, 2, line(1)));
    session.tick();
    asked("/d/assets?count=")
        .answer("<MTConnectAssets><Assets><File assetId=\"f\"/></Assets></MTConnectAssets>");
    assertThat(batches).noneMatch(batch -> batch.assetsHeld().isPresent());
  }

  private FakeAgentTransport.Sent asked(String target) {
    List<FakeAgentTransport.Sent> all =
        transport.sent.stream().filter(sent -> sent.target.toString().contains(target)).toList();
    assertThat(all).as(target).isNotEmpty();
    return all.get(all.size() - 1);
  }

  private List<Long> rows() {
    List<Long> rows = new ArrayList<>();
    for (MtConnectBatch batch : batches) {
      for (int row = 0; row < batch.size(); row++) {
        rows.add(batch.sequence(row));
      }
    }
    return rows;
  }

  private List<MtConnectBatch> states() {
    return batches.stream().filter(batch -> batch.current().isPresent()).toList();
  }

  private void after(Duration time) {
    now += time.toNanos();
    session.tick();
  }

  private static String part(long from, long next, String lines) {
    return framed(document(from, next, lines));
  }

  private static String overrun(long first, long next, String lines) {
    return framed(
        document(first, next, lines).replace("firstSequence=\"1\"", "firstSequence=\"10\""));
  }

  private static String framed(String document) {
    return "--b\r\nContent-type: text/xml\r\nContent-length: %d\r\n\r\n%s\r\n"
        .formatted(document.length(), document);
  }

  private static String document(long first, long next, String lines) {
    return ("<MTConnectStreams><Header instanceId=\"5\" firstSequence=\"1\" lastSequence=\"%d\""
            + " nextSequence=\"%d\"/><Streams><Events>%s</Events></Streams></MTConnectStreams>")
        .formatted(Math.max(first, next) + 10, next, lines);
  }

  private static String line(long sequence) {
    return "<Line dataItemId=\"l\" sequence=\"%d\" timestamp=\"2020-01-01T00:00:00Z\">7</Line>"
        .formatted(sequence);
  }

  private static String asset(String element, long sequence, String id) {
    return "<%s dataItemId=\"c%s\" sequence=\"%d\" timestamp=\"2020-01-01T00:00:00Z\" assetType=\"CuttingTool\">%s</%s>"
        .formatted(element, element, sequence, id, element);
  }
}
