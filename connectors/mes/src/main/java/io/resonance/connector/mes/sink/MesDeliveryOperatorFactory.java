package io.resonance.connector.mes.sink;

import io.resonance.schema.v1.MesMessage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the delivery operator, which needs the mailbox of its task. */
final class MesDeliveryOperatorFactory extends AbstractStreamOperatorFactory<MesMessage>
    implements OneInputStreamOperatorFactory<MesMessage, MesMessage> {

  private static final long serialVersionUID = 1L;

  private final LaneSettings settings;

  MesDeliveryOperatorFactory(LaneSettings settings) {
    this.settings = settings;
  }

  @Override
  // the interface leaves the type of the operator to the caller
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<MesMessage>> T createStreamOperator(
      StreamOperatorParameters<MesMessage> parameters) {
    return (T) new MesDeliveryOperator(parameters, settings);
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface declares it
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return MesDeliveryOperator.class;
  }
}
