package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.client.PublishFailedException.Reason;
import io.resonance.connector.opcua.client.decoding.MalformedMessageException;
import java.util.concurrent.CompletionException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;

/** The one place that decides what a failed Publish means for its subscription. */
final class PublishFailures {

  private PublishFailures() {}

  static PublishFailedException of(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return new PublishFailedException(
        cause instanceof MalformedMessageException
            ? Reason.UNREADABLE
            : reason(OpcUaFailures.statusOf(cause)),
        cause);
  }

  private static Reason reason(long status) {
    if (status == StatusCodes.Bad_TooManyPublishRequests) {
      return Reason.TOO_MANY_REQUESTS;
    }
    if (status == StatusCodes.Bad_NoSubscription
        || status == StatusCodes.Bad_SubscriptionIdInvalid) {
      return Reason.NO_SUBSCRIPTION;
    }
    if (status == StatusCodes.Bad_SessionIdInvalid
        || status == StatusCodes.Bad_SessionClosed
        || status == StatusCodes.Bad_SessionNotActivated) {
      return Reason.SESSION;
    }
    return Reason.CONNECTION;
  }
}
