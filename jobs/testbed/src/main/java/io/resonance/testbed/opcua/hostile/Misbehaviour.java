package io.resonance.testbed.opcua.hostile;

import java.util.function.UnaryOperator;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;

/**
 * What a server does to its answers before it sends them; each method makes one thing different.
 *
 * @param discovery what GetEndpoints answers
 * @param creation what CreateSession answers
 * @param activation what ActivateSession answers
 * @param publishing what Publish answers
 */
public record Misbehaviour(
    UnaryOperator<EndpointDescription[]> discovery,
    UnaryOperator<CreateSessionResponse> creation,
    UnaryOperator<ActivateSessionResponse> activation,
    UnaryOperator<PublishResponse> publishing) {

  /** Does everything right. */
  public static Misbehaviour none() {
    return new Misbehaviour(
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        UnaryOperator.identity(),
        UnaryOperator.identity());
  }

  /** Alters the list that anybody on the network could alter. */
  public static Misbehaviour discovering(UnaryOperator<EndpointDescription[]> change) {
    return new Misbehaviour(
        change, UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** Alters what a new session is told. */
  public static Misbehaviour creating(UnaryOperator<CreateSessionResponse> change) {
    return new Misbehaviour(
        UnaryOperator.identity(), change, UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** Alters what an activated session is told. */
  public static Misbehaviour activating(UnaryOperator<ActivateSessionResponse> change) {
    return new Misbehaviour(
        UnaryOperator.identity(), UnaryOperator.identity(), change, UnaryOperator.identity());
  }

  /** Alters notifications. */
  public static Misbehaviour publishing(UnaryOperator<PublishResponse> change) {
    return new Misbehaviour(
        UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity(), change);
  }
}
