package io.resonance.connector.opcua.client;

import static io.resonance.testbed.opcua.hostile.RawServer.chunk;
import static io.resonance.testbed.opcua.hostile.RawServer.message;
import static io.resonance.testbed.opcua.hostile.RawServer.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.testbed.opcua.hostile.RawServer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that claim more than they hold: each must fail at once and cost no memory. */
class MalformedAnswersITCase {

  private static final int GET_ENDPOINTS_RESPONSE = 431;
  private static final byte[] NO_DIAGNOSTICS = new byte[1];

  private static final String ENDED =
      "Bad_ConnectionClosed, by the server or because its answer was too large or not OPC UA; the log of this machine has the answer's fault";

  @TempDir Path folder;
  private SecureClient client;

  @BeforeEach
  void openClient() throws Exception {
    client = new SecureClient(folder);
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  private String refusal(RawServer.Answer answer) throws Exception {
    try (RawServer server = new RawServer(answer)) {
      return client.refusal(server.url(), OpcUaSecurity.NONE).orElse("connected");
    }
  }

  private static byte[] numbers(int... numbers) {
    byte[] bytes = new byte[4 * numbers.length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : numbers) {
      buffer.putInt(number);
    }
    return bytes;
  }

  @Test
  void refusesAMessageThatIsTooLarge() throws Exception {
    assertThat(refusal((id, out) -> out.write(chunk('F', Integer.MAX_VALUE, id, new byte[0]))))
        .startsWith("RETRIABLE OPC UA endpoint hostile")
        .contains("asking for its endpoints")
        .contains(ENDED);
  }

  @Test
  void refusesAMessageThatNeverEnds() throws Exception {
    byte[] part = new byte[65_536 - 24];
    assertThat(
            refusal(
                (id, out) -> {
                  while (true) {
                    out.write(chunk('C', 65_536, id, part));
                  }
                }))
        .contains(ENDED);
  }

  @Test
  void refusesAnArrayThatIsTooLong() throws Exception {
    assertThat(
            refusal(
                (id, out) ->
                    out.write(
                        message(
                            id,
                            response(
                                GET_ENDPOINTS_RESPONSE,
                                NO_DIAGNOSTICS,
                                numbers(Integer.MAX_VALUE))))))
        .contains(ENDED);
  }

  @Test
  void refusesAStringThatIsTooLong() throws Exception {
    assertThat(
            refusal(
                (id, out) ->
                    out.write(
                        message(
                            id,
                            response(
                                GET_ENDPOINTS_RESPONSE,
                                NO_DIAGNOSTICS,
                                numbers(1, Integer.MAX_VALUE))))))
        .contains(ENDED);
  }

  @Test
  void refusesDiagnosticsInDiagnosticsAThousandDeep() throws Exception {
    byte[] nested = new byte[1_001];
    Arrays.fill(nested, 0, 1_000, (byte) 0x40); // an inner one follows
    assertThat(
            refusal(
                (id, out) ->
                    out.write(message(id, response(GET_ENDPOINTS_RESPONSE, nested, numbers(0))))))
        .contains(ENDED);
  }

  @Test
  void refusesAnAnswerThatIsNoAnswer() throws Exception {
    assertThat(
            refusal(
                (id, out) ->
                    out.write(
                        "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII))))
        .contains(ENDED);
  }
}
