package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.child.ChildPart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.LongAdder;

/**
 * The baseline: the JDK's HTTP client takes the same streams of the same agents, counts their bytes
 * and does nothing else.
 */
final class DiscardingClient implements ChildPart {
  static final String NAME = "mtconnect-discarding";
  static final String BYTES = "bytes";

  private static final int WORKERS = 2;

  private final LongAdder bytes = new LongAdder();
  private final Threads threads = new Threads();
  private final List<CompletableFuture<HttpResponse<Void>>> streams = new ArrayList<>();

  DiscardingClient(Map<String, String> settings) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newFixedThreadPool(WORKERS))
            .build();
    for (String url : settings.get(FleetServer.URLS).split(",")) {
      URI stream =
          URI.create(
              url
                  + "/sample?interval=%s&count=5000&heartbeat=5000"
                      .formatted(settings.get(SourceClient.INTERVAL_MILLIS)));
      streams.add(
          client.sendAsync(
              HttpRequest.newBuilder(stream).build(), answer -> new Discarding(bytes)));
    }
  }

  /** Counts and forgets. */
  private static final class Discarding implements HttpResponse.BodySubscriber<Void> {
    private final LongAdder bytes;
    private final CompletableFuture<Void> body = new CompletableFuture<>();

    Discarding(LongAdder bytes) {
      this.bytes = bytes;
    }

    @Override
    public CompletionStage<Void> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription flow) {
      flow.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      buffers.forEach(buffer -> bytes.add(buffer.remaining()));
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(null);
    }
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  @Override
  public Map<String, Long> totals() {
    if (streams.stream().anyMatch(CompletableFuture::isDone)) {
      throw new IllegalStateException("A stream of an agent ended");
    }
    return Map.of(BYTES, bytes.sum(), Threads.STARTED, threads.started());
  }

  @Override
  public void stop() {
    streams.forEach(stream -> stream.cancel(true));
  }
}
