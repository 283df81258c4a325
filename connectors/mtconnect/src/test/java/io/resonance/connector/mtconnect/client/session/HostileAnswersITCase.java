package io.resonance.connector.mtconnect.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.http.AgentTransport;
import io.resonance.connector.mtconnect.client.http.ApacheHttpAgentTransport;
import io.resonance.connector.mtconnect.client.request.AgentConnection;
import io.resonance.connector.mtconnect.client.request.AgentRequests;
import io.resonance.connector.mtconnect.client.request.SessionThread;
import io.resonance.connector.mtconnect.client.session.HostileAnswers.HostileAnswer;
import io.resonance.connector.mtconnect.client.streams.AaltoStreamsParser;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person is told of each answer that is refused, over real HTTP. */
class HostileAnswersITCase {

  static List<HostileAnswer> answers() {
    return HostileAnswers.all();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void saysWhatIsWrong(HostileAnswer answer) throws Exception {
    try (SimulatedAgent server = new Lathe("uuid-1", "lathe-1", 7).agent().start();
        AgentTransport transport = new ApacheHttpAgentTransport()) {
      MtConnectAgent agent = MtConnectAgent.of("lathe-1", server.url());
      server.answerOnce("/sample", answer.bytes());
      BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
      Told told = new Told();
      AgentConnection connection =
          new AgentConnection(
              agent,
              DocumentLimits.standard(),
              new SessionThread(transport, mailbox::add, System::nanoTime),
              told);
      connection.ask(new AgentRequests(agent).stream(1), AgentConnection.Expected.STREAM);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (told.why.isEmpty() && System.nanoTime() < deadline) {
        Runnable event = mailbox.poll(100, TimeUnit.MILLISECONDS);
        if (event != null) {
          event.run();
        }
      }
      assertThat(told.why).contains(answer.why());
      assertThat(told.why.length()).as("nothing of the size of an attack").isLessThan(1_000);
      assertThat(connection.isFree()).isTrue();
    }
  }

  /** Parses as a session does, and keeps why that failed. */
  private static final class Told implements AgentConnection.Taker {
    private final MtConnectBatchBuilder columns = new MtConnectBatchBuilder("lathe-1");
    private final AaltoStreamsParser parser = new AaltoStreamsParser(DocumentLimits.standard());
    private String why = "";

    @Override
    public void part(byte[] bytes, int offset, int length) throws MtConnectDocumentException {
      parser.parse(bytes, offset, length, columns);
    }

    @Override
    public void whole(byte[] body, int length) throws MtConnectDocumentException {
      parser.parse(body, 0, length, columns);
    }

    @Override
    public void failed(String reason) {
      why = reason;
    }
  }
}
