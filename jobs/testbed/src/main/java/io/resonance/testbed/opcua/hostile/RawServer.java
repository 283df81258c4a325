package io.resonance.testbed.opcua.hostile;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A server that speaks OPC UA TCP (Part 6, 7) by hand up to the answer to the first request, which
 * is whatever bytes it was given. One connection after the other.
 */
public final class RawServer implements AutoCloseable {

  private static final int HEADER_BYTES = 8;
  private static final int CHANNEL = 7;
  private static final int TOKEN = 9;
  private static final String NONE = "http://opcfoundation.org/UA/SecurityPolicy#None";

  private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final Answer answer;

  /** What a server says to a request. */
  @FunctionalInterface
  public interface Answer {
    /**
     * Answers the first request of a connection.
     *
     * @param requestId of the request, which belongs into the sequence header of the answer
     */
    void write(int requestId, OutputStream out) throws IOException;
  }

  /** Starts a server that gives an answer. */
  public RawServer(Answer answer) throws IOException {
    this.answer = answer;
    Thread accepting = new Thread(this::accept, "raw-server");
    accepting.setDaemon(true);
    accepting.start();
  }

  /** The URL clients connect to. */
  public String url() {
    return "opc.tcp://127.0.0.1:" + listening.getLocalPort() + "/raw";
  }

  /** A chunk of a message, with the header that the size given in it need not be true of. */
  public static byte[] chunk(char type, int claimedBytes, int requestId, byte[] body) {
    ByteBuffer chunk = little(HEADER_BYTES + 16 + body.length);
    chunk.put(("MSG" + type).getBytes(StandardCharsets.US_ASCII)).putInt(claimedBytes);
    chunk.putInt(CHANNEL).putInt(TOKEN).putInt(2).putInt(requestId).put(body);
    return bytes(chunk);
  }

  /** A whole message in one chunk. */
  public static byte[] message(int requestId, byte[] body) {
    return chunk('F', HEADER_BYTES + 16 + body.length, requestId, body);
  }

  /** A good response header behind the encoding id of a response. */
  public static byte[] response(int encodingId, byte[] diagnostics, byte[] rest) {
    ByteBuffer body = little(4 + 8 + 4 + 4 + diagnostics.length + 4 + 3 + rest.length);
    body.put((byte) 1).put((byte) 0).putShort((short) encodingId);
    body.putLong(0).putInt(1).putInt(0).put(diagnostics).putInt(-1);
    body.put(new byte[3]).put(rest);
    return bytes(body);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer filled) {
    byte[] bytes = new byte[filled.capacity()];
    filled.rewind();
    filled.get(bytes);
    return bytes;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        serve(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
      } catch (IOException e) {
        // the client has had enough, or the server is closed: both are what tests want
      }
    }
  }

  private void serve(DataInputStream in, OutputStream out) throws IOException {
    read(in);
    ByteBuffer acknowledge = little(28);
    acknowledge.put("ACKF".getBytes(StandardCharsets.US_ASCII)).putInt(28).putInt(0);
    acknowledge.putInt(65_536).putInt(65_536).putInt(0).putInt(0);
    out.write(bytes(acknowledge));
    read(in);
    out.write(openSecureChannel());
    ByteBuffer request = ByteBuffer.wrap(read(in)).order(ByteOrder.LITTLE_ENDIAN);
    answer.write(request.getInt(12), out);
    while (in.read() >= 0) {
      // until the client closes
    }
  }

  /** A chunk without its first eight bytes. */
  private static byte[] read(DataInputStream in) throws IOException {
    byte[] header = new byte[HEADER_BYTES];
    in.readFully(header);
    byte[] rest =
        new byte[ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(4) - HEADER_BYTES];
    in.readFully(rest);
    return rest;
  }

  private static byte[] openSecureChannel() throws IOException {
    ByteBuffer rest = little(4 + 4 + 4 + 8 + 4 + 4);
    rest.putInt(0).putInt(CHANNEL).putInt(TOKEN).putLong(0).putInt(3_600_000).putInt(-1);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    ByteBuffer security = little(4 + NONE.length() + 8 + 8);
    security.putInt(NONE.length()).put(NONE.getBytes(StandardCharsets.US_ASCII));
    security.putInt(-1).putInt(-1).putInt(1).putInt(1);
    body.write(bytes(security));
    body.write(response(449, new byte[1], bytes(rest)));
    ByteBuffer message = little(HEADER_BYTES + 4 + body.size());
    message.put("OPNF".getBytes(StandardCharsets.US_ASCII)).putInt(message.capacity());
    message.putInt(CHANNEL).put(body.toByteArray());
    return bytes(message);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
