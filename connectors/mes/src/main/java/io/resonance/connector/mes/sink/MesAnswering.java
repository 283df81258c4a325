package io.resonance.connector.mes.sink;

import io.resonance.schema.plant.MesAnswers;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.v1.DeadLetter;
import io.resonance.schema.v1.MesMessage;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.TupleTypeInfo;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Front door: brings answers that come later than the response together with their messages, by
 * OriginalApplicationArea/BODID.
 *
 * <p>They come on a Kafka topic and not into a listener inside the job: a task has no address that
 * lasts, an answer that is accepted must survive it, and which subtask keeps a message is nobody
 * else's business. A listener for HTTP is a process of its own that writes to this topic.
 */
public final class MesAnswering {

  /** uid and name of the operator that reads answers. */
  public static final String READ_UID = "read-answers";

  /** uid and name of the operator that waits for answers. */
  public static final String AWAIT_UID = "await-answers";

  static final TypeInformation<byte[]> DOCUMENT =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  static final OutputTag<MesMessage> AGAIN =
      new OutputTag<>("mes-again", new AvroTypeInfo<>(MesMessage.class));

  private MesAnswering() {}

  /**
   * What comes of it.
   *
   * @param status every message as it is settled by its response or its answer; PENDING while the
   *     answer is awaited
   * @param again what is to be put into the outbox once more, for want of an answer
   * @param deadLetters messages that answers reject or that are not answered, and answers of no use
   */
  public record Answered(
      DataStream<MesMessage> status,
      DataStream<MesMessage> again,
      DataStream<DeadLetter> deadLetters) {}

  /**
   * Waits for the answers of a MES.
   *
   * @param settled messages as {@link MesDelivery} gives them
   * @param documents records of the topic of answers
   */
  public static Answered await(
      DataStream<MesMessage> settled,
      DataStream<byte[]> documents,
      MesTarget.Confirmation confirmation,
      MesAnswers.OnTopic answers) {
    AnswerLetters letters = new AnswerLetters(answers.topic());
    SingleOutputStreamOperator<Tuple2<String, byte[]>> read =
        documents
            .process(new ReadAnswersFunction(letters), new TupleTypeInfo<>(Types.STRING, DOCUMENT))
            .uid(READ_UID)
            .name(READ_UID);
    SingleOutputStreamOperator<MesMessage> status =
        settled
            .keyBy(MesMessage::getBodId, Types.STRING)
            .connect(read.keyBy(answer -> answer.f0, Types.STRING))
            .process(
                new AwaitAnswersFunction(confirmation, answers, letters),
                new AvroTypeInfo<>(MesMessage.class))
            .uid(AWAIT_UID)
            .name(AWAIT_UID);
    return new Answered(
        status,
        status.getSideOutput(AGAIN),
        read.getSideOutput(MesDelivery.DEAD_LETTERS)
            .union(status.getSideOutput(MesDelivery.DEAD_LETTERS)));
  }
}
