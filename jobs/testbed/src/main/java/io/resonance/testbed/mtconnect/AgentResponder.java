package io.resonance.testbed.mtconnect;

import io.resonance.testbed.mtconnect.buffer.AgentAssets;
import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.buffer.ObservationBuffer;
import io.resonance.testbed.mtconnect.buffer.ObservationBuffer.Window;
import io.resonance.testbed.mtconnect.document.AgentDocuments;
import io.resonance.testbed.mtconnect.document.AgentErrorDocument;
import io.resonance.testbed.mtconnect.document.AgentErrorDocument.Parameter;
import io.resonance.testbed.mtconnect.document.DeviceModel;
import io.resonance.testbed.mtconnect.network.AgentAnswer;
import io.resonance.testbed.mtconnect.network.AgentHttpServer;
import io.resonance.testbed.mtconnect.network.AgentRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers probe, current, sample and asset requests from what the agent holds. */
final class AgentResponder {
  private static final String DEFAULT_COUNT = "100";
  private static final List<String> REQUESTS =
      List.of("probe", "current", "sample", "assets", "asset");

  private final SimulatedAgentBuilder settings;
  private final ObservationBuffer buffer;
  private final AgentDocuments documents;
  private final AgentAssets assets;
  private final AgentStream.Agent streaming;
  private volatile SimulatedAgentBuilder.Probe probe;

  /** An error on the way to an answer. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient AgentErrorDocument error;

    Refused(AgentErrorDocument error) {
      super(error.text());
      this.error = error;
    }
  }

  AgentResponder(
      SimulatedAgentBuilder settings,
      ObservationBuffer buffer,
      AgentDocuments documents,
      AgentAssets assets,
      AgentFaults faults) {
    this.settings = settings;
    this.buffer = buffer;
    this.documents = documents;
    this.assets = assets;
    this.probe = settings.probe;
    this.streaming = new AgentStream.Agent(buffer, documents, settings.framing, faults);
  }

  /** Probe requests get this from now on. */
  void describe(SimulatedAgentBuilder.Probe writer) {
    probe = writer;
    documents.modelChanged();
  }

  AgentAnswer answer(AgentRequest request) {
    if (!settings.authorization.isEmpty()
        && !settings.authorization.equals(request.headers().get("authorization"))) {
      return AgentAnswer.whole(
          AgentHttpServer.head(
              401,
              "text/plain",
              "WWW-Authenticate: Basic realm=\"agent\"\r\nContent-Length: 0\r\n"));
    }
    AgentRendering rendering = AgentRendering.of(request, settings.formats, settings.compression);
    try {
      return wanted(request, rendering);
    } catch (Refused refused) {
      int status = settings.errorStatus.orElseGet(refused.error::status);
      return rendering.document(status, documents.error(buffer.instanceId(), refused.error));
    }
  }

  private AgentAnswer wanted(AgentRequest request, AgentRendering rendering) throws Refused {
    List<String> parts =
        Arrays.stream(request.path().split("/")).filter(part -> !part.isEmpty()).toList();
    int at = 0;
    while (at < parts.size() && !REQUESTS.contains(parts.get(at))) {
      at++;
    }
    String word = at < parts.size() ? parts.get(at) : "probe";
    Optional<String> device = at > 0 ? Optional.of(parts.get(at - 1)) : Optional.empty();
    List<String> more = at < parts.size() ? parts.subList(at + 1, parts.size()) : List.of();
    if (at == parts.size() && at > 1) {
      throw new Refused(
          AgentErrorDocument.of("INVALID_URI", "0.0.0.0: Cannot find handler", request));
    }
    return switch (word) {
      case "assets", "asset" -> assets(request, rendering, more);
      case "current" ->
          rendering.document(200, documents.streams(current(request, filter(request, device))));
      case "sample" -> sample(request, rendering, filter(request, device));
      default -> probe(request, rendering, device);
    };
  }

  private byte[] model() {
    return probe.write(documents.headerAttributes(buffer.instanceId()));
  }

  private AgentAnswer probe(AgentRequest request, AgentRendering rendering, Optional<String> device)
      throws Refused {
    if (device.isEmpty()) {
      return rendering.document(200, model());
    }
    filter(request, device);
    return rendering.document(200, new DeviceModel(model()).onlyDevice(device.get()));
  }

  private Predicate<AgentObservation> filter(AgentRequest request, Optional<String> device)
      throws Refused {
    Predicate<AgentObservation> wanted = each -> true;
    String path = request.query().getOrDefault("path", "");
    if (device.isPresent() || !path.isEmpty()) {
      DeviceModel model = new DeviceModel(model());
      if (device.isPresent() && !model.hasDevice(device.get())) {
        String text = "Could not find the device '" + device.get() + "'";
        throw new Refused(AgentErrorDocument.of("NO_DEVICE", text, request));
      }
      if (device.isPresent()) {
        wanted = model.ofDevice(device.get());
      }
      if (!path.isEmpty()) {
        try {
          wanted = wanted.and(model.ofPath(path));
        } catch (IllegalArgumentException e) {
          throw new Refused(AgentErrorDocument.of("INVALID_XPATH", e.getMessage(), request));
        }
      }
    }
    return wanted;
  }

  private Window current(AgentRequest request, Predicate<AgentObservation> wanted) throws Refused {
    Window header = buffer.header();
    long at = number(request, "at", "" + Long.MAX_VALUE);
    if (request.query().containsKey("at")) {
      between(request, "at", header.firstSequence(), header.lastSequence());
    }
    return buffer.state(at, wanted);
  }

  private AgentAnswer sample(
      AgentRequest request, AgentRendering rendering, Predicate<AgentObservation> wanted)
      throws Refused {
    long from = number(request, "from", "0");
    number(request, "count", DEFAULT_COUNT);
    long interval = number(request, "interval", "-1");
    long heartbeat = number(request, "heartbeat", "10000");
    Window now = buffer.header();
    if (from != 0) {
      between(request, "from", now.firstSequence(), now.lastSequence() + 1);
    }
    if (request.query().containsKey("count")) {
      between(request, "count", 1, settings.mostCount());
    }
    int count = Integer.parseInt(request.query().getOrDefault("count", DEFAULT_COUNT));
    if (interval < 0 || settings.framing == AgentFraming.POLLING_ONLY) {
      return rendering.document(200, documents.streams(buffer.window(from, count, wanted)));
    }
    return new AgentStream(
        streaming,
        rendering,
        new AgentStream.Request(
            from, count, wanted, interval * 1_000_000L, heartbeat * 1_000_000L));
  }

  private AgentAnswer assets(AgentRequest request, AgentRendering rendering, List<String> after)
      throws Refused {
    List<AgentAssets.Asset> found;
    if (after.isEmpty()) {
      found =
          assets.latest(
              request.query().getOrDefault("type", ""),
              (int) number(request, "count", DEFAULT_COUNT),
              request.query().getOrDefault("removed", "false").equals("true"));
    } else {
      List<String> ids = List.of(String.join("/", after).split("[;,]"));
      found = assets.named(ids);
      if (found.isEmpty()) {
        throw new Refused(
            AgentErrorDocument.of(
                "ASSET_NOT_FOUND", "Cannot find asset for assetId: " + ids.get(0), request));
      }
    }
    return rendering.document(200, documents.assets(buffer.instanceId(), assets, found));
  }

  private static long number(AgentRequest request, String name, String otherwise) throws Refused {
    String text = request.query().getOrDefault(name, otherwise);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new Refused(
          new AgentErrorDocument(
              "INVALID_REQUEST",
              "query parameter '%s': cannot convert string '%s' to integer".formatted(name, text),
              request.path(),
              Optional.of(new Parameter(name, text, "", ""))));
    }
  }

  private static void between(AgentRequest request, String name, long least, long most)
      throws Refused {
    String text = request.query().get(name);
    long value = number(request, name, "0");
    if (value < least || value > most) {
      String what =
          value < least
              ? "'%s' must be greater than %d".formatted(name, least - 1)
              : "'%s' must be less than %d".formatted(name, most + 1);
      throw new Refused(
          new AgentErrorDocument(
              "OUT_OF_RANGE",
              what,
              request.path(),
              Optional.of(new Parameter(name, text, "" + least, "" + most))));
    }
  }
}
