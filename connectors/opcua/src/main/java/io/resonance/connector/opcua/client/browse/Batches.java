package io.resonance.connector.opcua.client.browse;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.ServerSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.milo.opcua.stack.core.StatusCodes;

/**
 * Sends many operations in calls of a size the server takes, some calls at a time; a call the
 * server finds too large is sent again in halves.
 */
public final class Batches {

  private static final int CALLS_IN_FLIGHT = 4;
  private static final Set<Long> TOO_LARGE =
      Set.of(
          StatusCodes.Bad_TooManyOperations,
          StatusCodes.Bad_ResponseTooLarge,
          StatusCodes.Bad_RequestTooLarge,
          StatusCodes.Bad_EncodingLimitsExceeded,
          StatusCodes.Bad_TcpMessageTooLarge);

  private final ServerSession session;
  private int size;
  private int calls;

  /** Sends so many operations in a call at most. */
  public Batches(ServerSession session, int size) {
    this.session = session;
    this.size = Math.max(1, size);
  }

  /** How many calls were sent. */
  int calls() {
    return calls;
  }

  private record Flight<A, R>(List<A> operations, CompletableFuture<R[]> answer) {}

  /** Takes what one call brought. */
  interface Answers<A, R> {
    void accept(List<A> operations, List<R> results) throws OpcUaClientException;
  }

  /** The results of all operations, in their order. */
  public <A, R> List<R> all(
      String doing, List<A> operations, Function<List<A>, CompletableFuture<R[]>> call)
      throws OpcUaClientException {
    List<R> results = new ArrayList<>(operations.size());
    each(doing, operations, call, (some, answers) -> results.addAll(answers));
    return results;
  }

  /** Hands on the results call by call, in the order of the operations. */
  <A, R> void each(
      String doing,
      List<A> operations,
      Function<List<A>, CompletableFuture<R[]>> call,
      Answers<A, R> answers)
      throws OpcUaClientException {
    Deque<Flight<A, R>> flights = new ArrayDeque<>();
    int next = 0;
    while (next < operations.size() || !flights.isEmpty()) {
      while (next < operations.size() && flights.size() < CALLS_IN_FLIGHT) {
        int end = Math.min(operations.size(), next + size);
        flights.add(send(operations.subList(next, end), call));
        next = end;
      }
      answer(doing, flights.poll(), call, answers);
    }
  }

  private <A, R> Flight<A, R> send(
      List<A> operations, Function<List<A>, CompletableFuture<R[]>> call) {
    calls++;
    return new Flight<>(operations, call.apply(operations));
  }

  private <A, R> void answer(
      String doing,
      Flight<A, R> flight,
      Function<List<A>, CompletableFuture<R[]>> call,
      Answers<A, R> answers)
      throws OpcUaClientException {
    List<A> operations = flight.operations();
    R[] results;
    try {
      results = session.await(doing, flight.answer());
    } catch (OpcUaClientException e) {
      if (operations.size() == 1 || !TOO_LARGE.contains(ServerSession.statusOf(e))) {
        throw e;
      }
      int half = operations.size() / 2;
      size = Math.min(size, Math.max(1, half));
      answer(doing, send(operations.subList(0, half), call), call, answers);
      answer(doing, send(operations.subList(half, operations.size()), call), call, answers);
      return;
    }
    if (results == null || results.length != operations.size()) {
      throw new OpcUaClientException(
          OpcUaClientException.Kind.RETRIABLE,
          "OPC UA endpoint %s (%s), %s: the server gave %d results for %d operations."
              .formatted(
                  session.endpoint().id(),
                  session.endpoint().url(),
                  doing,
                  results == null ? 0 : results.length,
                  operations.size()),
          null);
    }
    answers.accept(operations, Arrays.asList(results));
  }
}
