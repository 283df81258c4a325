package io.resonance.benchmark.mes;

import io.resonance.benchmark.child.ChildPart;
import java.util.Map;

/** The parts of this package that run in processes of their own. */
public final class MesParts {

  /** Starts them, by name. */
  public static final Map<String, ChildPart.Factory> ALL =
      Map.of(
          MesServer.NAME, MesServer::new,
          DeliveryClient.NAME, DeliveryClient::new,
          BareClient.NAME, BareClient::new);

  private MesParts() {}
}
