package io.resonance.connector.mes.sink;

import io.resonance.schema.v1.MesMessage;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** An outbox with given messages, in one partition, that goes on after a failure. */
final class OutboxSource {

  static final TypeInformation<MesMessage> TYPE = new AvroTypeInfo<>(MesMessage.class);

  private OutboxSource() {}

  static SingleOutputStreamOperator<MesMessage> of(
      StreamExecutionEnvironment env, List<MesMessage> messages) {
    return of(env, messages, 400);
  }

  static SingleOutputStreamOperator<MesMessage> of(
      StreamExecutionEnvironment env, List<MesMessage> messages, int perSecond) {
    List<MesMessage> given = List.copyOf(messages);
    return of(env, index -> given.get(index.intValue()), given.size(), perSecond);
  }

  /** Messages that are made when it is their turn, so that there may be more than fit in memory. */
  static SingleOutputStreamOperator<MesMessage> of(
      StreamExecutionEnvironment env,
      GeneratorFunction<Long, MesMessage> messages,
      int count,
      int perSecond) {
    DataGeneratorSource<MesMessage> source =
        new DataGeneratorSource<>(messages, count, RateLimiterStrategy.perSecond(perSecond), TYPE);
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "outbox", TYPE)
        .uid("outbox")
        .setParallelism(1);
  }
}
