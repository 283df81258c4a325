package io.resonance.connector.mes.sink;

import io.resonance.connector.mes.answer.AnswerReader;
import io.resonance.connector.mes.answer.B2mmlAnswer;
import io.resonance.connector.mes.answer.UnreadableAnswerException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Finds out which message an answer is about: BODID and document. What nobody can read, or what
 * names no message, is a dead letter.
 */
final class ReadAnswersFunction extends ProcessFunction<byte[], Tuple2<String, byte[]>> {

  private static final long serialVersionUID = 1L;

  private final AnswerLetters letters;
  private transient AnswerReader reader;

  ReadAnswersFunction(AnswerLetters letters) {
    this.letters = letters;
  }

  @Override
  public void open(OpenContext context) {
    reader = new AnswerReader();
  }

  @Override
  public void processElement(
      byte[] document, Context context, Collector<Tuple2<String, byte[]>> out) {
    try {
      Optional<String> bodId = reader.read(document).originalBodId();
      if (bodId.isPresent()) {
        out.collect(Tuple2.of(bodId.get().toLowerCase(Locale.ROOT), document));
      } else {
        refuse(document, B2mmlAnswer.WITHOUT_BODID, context);
      }
    } catch (UnreadableAnswerException unreadable) {
      refuse(document, unreadable.getMessage(), context);
    }
  }

  private void refuse(byte[] document, String why, Context context) {
    Instant at = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    context.output(MesDelivery.DEAD_LETTERS, letters.unreadable(document, why, at));
  }
}
