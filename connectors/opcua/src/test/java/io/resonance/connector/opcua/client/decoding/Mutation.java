package io.resonance.connector.opcua.client.decoding;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages messages as broken servers and attackers do; the same for the same seed. */
final class Mutation {

  private static final int[] LENGTHS = {
    -1, -2, 0, 1, 2, 127, 65_535, 70_000, 1 << 20, Integer.MIN_VALUE
  };

  private final Random random;
  private final List<byte[]> messages;

  Mutation(long seed, List<byte[]> messages) {
    this.random = new Random(seed);
    this.messages = messages;
  }

  byte[] next() {
    byte[] message = messages.get(random.nextInt(messages.size())).clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes && message.length > 0; i++) {
      message = changed(message);
    }
    return message;
  }

  private byte[] changed(byte[] message) {
    int at = random.nextInt(message.length);
    switch (random.nextInt(7)) {
      case 0 -> message[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> message[at] = (byte) random.nextInt(256);
      case 2 -> {
        int length = LENGTHS[random.nextInt(LENGTHS.length)];
        for (int i = 0; i < 4 && at + i < message.length; i++) {
          message[at + i] = (byte) (length >> (8 * i));
        }
      }
      case 3 -> {
        return Arrays.copyOf(message, at);
      }
      case 4 -> {
        return spliced(message, at, messages.get(random.nextInt(messages.size())));
      }
      case 5 -> {
        byte[] longer = Arrays.copyOf(message, message.length + 1 + random.nextInt(9));
        System.arraycopy(
            message, at, longer, at + longer.length - message.length, message.length - at);
        return longer;
      }
      default -> {
        int to = at + random.nextInt(message.length - at);
        byte[] shorter = Arrays.copyOf(message, message.length - (to - at));
        System.arraycopy(message, to, shorter, at, message.length - to);
        return shorter;
      }
    }
    return message;
  }

  private byte[] spliced(byte[] head, int at, byte[] other) {
    int from = random.nextInt(other.length);
    byte[] both = Arrays.copyOf(head, at + other.length - from);
    System.arraycopy(other, from, both, at, other.length - from);
    return both;
  }
}
