package io.resonance.connector.mes.message;

import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.Violation;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.Collector;

/**
 * Makes messages of violations; without state, since a violation says itself whether it opens or
 * clears. The order of the violations of an equipment is kept.
 */
public final class ViolationMessageFunction
    implements FlatMapFunction<Violation, MesMessage>, ResultTypeQueryable<MesMessage> {

  private static final long serialVersionUID = 1L;

  private final MesMessages messages;

  public ViolationMessageFunction(MesMessages messages) {
    this.messages = messages;
  }

  @Override
  public void flatMap(Violation violation, Collector<MesMessage> out) {
    messages.compose(violation).ifPresent(out::collect);
  }

  @Override
  public TypeInformation<MesMessage> getProducedType() {
    return new AvroTypeInfo<>(MesMessage.class);
  }
}
