package io.resonance.testbed.mtconnect.lathe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.testbed.mtconnect.SimulatedAgent;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two hundred agents in one process. */
class AgentFleetITCase {
  private static final int AGENTS = 200;

  @Test
  void streamsFromTwoHundredAgentsOnTwoThreads() throws Exception {
    AtomicLong produced = new AtomicLong();
    Set<String> before = threads();
    try (AgentFleet fleet =
        AgentFleet.start(AGENTS, 20, (a, instance, sequence, id, time) -> produced.addAndGet(1))) {
      List<Socket> clients = new ArrayList<>();
      try {
        for (SimulatedAgent agent : fleet.agents()) {
          clients.add(streaming(agent));
        }
        Set<String> more = threads();
        more.removeAll(before);
        assertThat(more).containsExactlyInAnyOrder("fleet-network", "fleet-lathes");

        long[] documents = new long[AGENTS];
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> {
                  for (int i = 0; i < AGENTS; i++) {
                    documents[i] += documents(clients.get(i));
                  }
                  assertThat(Arrays.stream(documents)).allMatch(count -> count >= 5);
                });
        assertThat(produced.get()).isGreaterThan(AGENTS * 24L);
      } finally {
        for (Socket client : clients) {
          client.close();
        }
      }
    }
  }

  private static Socket streaming(SimulatedAgent agent) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), agent.url().getPort());
    client
        .getOutputStream()
        .write("GET /sample?from=1&interval=50&count=1000 HTTP/1.1\r\n\r\n".getBytes(UTF_8));
    return client;
  }

  private static int documents(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    String text = new String(in.readNBytes(in.available()), UTF_8);
    return text.split("</MTConnectStreams>", -1).length - 1;
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }
}
