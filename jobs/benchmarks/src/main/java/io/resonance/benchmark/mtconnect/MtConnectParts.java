package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.child.ChildPart;
import java.util.Map;

/** The parts of this package that run in processes of their own. */
public final class MtConnectParts {

  /** Starts them, by name. */
  public static final Map<String, ChildPart.Factory> ALL =
      Map.of(
          StreamAgent.NAME, StreamAgent::new,
          StreamClient.NAME, StreamClient::new,
          ParserAlone.NAME, ParserAlone::new,
          SocketReader.NAME, SocketReader::new,
          FleetServer.NAME, FleetServer::new,
          DiscardingClient.NAME, DiscardingClient::new,
          SourceClient.NAME, SourceClient::new);

  private MtConnectParts() {}
}
