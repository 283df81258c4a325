package io.resonance.connector.mtconnect.source;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;

/**
 * An agent to read, and how. Begin with {@link #of} and change what differs from the defaults.
 * Texts that are not wanted are empty.
 *
 * @param id name of the agent in this plant; state is kept under it, so it must not change
 * @param url root of the agent, http or https
 * @param device name or uuid of the one device to read; empty for all
 * @param path XPath of the part to read, as in {@code //Axes}; empty for all
 * @param interval least time between documents
 * @param count most observations in a document
 * @param heartbeat longest silence of a healthy agent
 * @param watchdog silence after which the connection is lost
 * @param access login, certificates and proxy
 */
public record MtConnectAgent(
    String id,
    URI url,
    String device,
    String path,
    Duration interval,
    int count,
    Duration heartbeat,
    Duration watchdog,
    MtConnectAccess access)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public MtConnectAgent {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "Agent id \"%s\" must be 1 to 100 letters, digits, dots, dashes or underscores"
              .formatted(id));
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if ((!scheme.equals("http") && !scheme.equals("https")) || url.getHost() == null) {
      throw new IllegalArgumentException(
          "Agent %s has the url \"%s\"; it must look like http://host:5000".formatted(id, url));
    }
    if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
      throw new IllegalArgumentException(
          "The url of agent %s must not hold a user, a query or a fragment; use credentials, device"
                  .formatted(id)
              + " and path");
    }
    atLeast(id, MtConnectSourceOptions.INTERVAL, interval, Duration.ZERO);
    atLeast(id, MtConnectSourceOptions.HEARTBEAT, heartbeat, Duration.ofMillis(10));
    atLeast(id, MtConnectSourceOptions.WATCHDOG, watchdog, heartbeat.plusMillis(1));
    if (count < 1) {
      throw new IllegalArgumentException(
          "Agent %s has count %d; it must be at least 1".formatted(id, count));
    }
  }

  /** An agent with all defaults. */
  public static MtConnectAgent of(String id, URI url) {
    return new MtConnectAgent(
        id,
        url,
        "",
        "",
        MtConnectSourceOptions.INTERVAL.defaultValue(),
        MtConnectSourceOptions.COUNT.defaultValue(),
        MtConnectSourceOptions.HEARTBEAT.defaultValue(),
        MtConnectSourceOptions.WATCHDOG.defaultValue(),
        MtConnectAccess.open());
  }

  /** The same agent, reading one device only. */
  public MtConnectAgent withDevice(String nameOrUuid) {
    return new MtConnectAgent(
        id, url, nameOrUuid, path, interval, count, heartbeat, watchdog, access);
  }

  /** The same agent, reading the part an XPath names. */
  public MtConnectAgent withPath(String xpath) {
    return new MtConnectAgent(id, url, device, xpath, interval, count, heartbeat, watchdog, access);
  }

  /** The same agent at another pace. */
  public MtConnectAgent withStream(Duration leastInterval, int mostObservations) {
    return new MtConnectAgent(
        id, url, device, path, leastInterval, mostObservations, heartbeat, watchdog, access);
  }

  /** The same agent with another patience. */
  public MtConnectAgent withPatience(Duration silence, Duration givenUp) {
    return new MtConnectAgent(id, url, device, path, interval, count, silence, givenUp, access);
  }

  /** The same agent with a login. */
  public MtConnectAgent withCredentials(MtConnectCredentials login) {
    return with(access.with(login));
  }

  /** The same agent, trusting the authorities of a PEM file or a folder of them. */
  public MtConnectAgent withTrust(String pemFileOrFolder) {
    return with(access.withTrust(pemFileOrFolder));
  }

  /** The same agent, shown a certificate of this client. */
  public MtConnectAgent withIdentity(MtConnectAccess.Identity certificate) {
    return with(access.with(certificate));
  }

  /** The same agent, reached through a proxy. */
  public MtConnectAgent withProxy(MtConnectAccess.Proxy proxy) {
    return with(access.with(proxy));
  }

  private MtConnectAgent with(MtConnectAccess other) {
    return new MtConnectAgent(id, url, device, path, interval, count, heartbeat, watchdog, other);
  }

  private static void atLeast(
      String id, ConfigOption<Duration> option, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "Agent %s has %s %s; it must be at least %s".formatted(id, option.key(), value, least));
    }
  }
}
