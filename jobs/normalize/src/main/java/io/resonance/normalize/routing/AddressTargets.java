package io.resonance.normalize.routing;

import java.util.List;

/** Says where the values of an address go. */
public interface AddressTargets {

  /** The properties that get the values of an address; empty where nobody claims it. */
  List<Target> targets(String endpoint, String address);
}
