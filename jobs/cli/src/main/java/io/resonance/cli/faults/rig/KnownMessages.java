package io.resonance.cli.faults.rig;

import io.resonance.connector.mes.message.MesMessages;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.v1.MesMessage;
import io.resonance.testbed.mes.OutboxWriter;
import io.resonance.testbed.mes.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes messages with known ids to the outbox of a cell, beside those its plant job makes. */
final class KnownMessages {

  private static final int EQUIPMENTS = 5;
  private static final int LEAST = 20;
  private static final int MORE = 40;

  private final PlantFile plant;
  private final MesBook book;
  private final Random random;
  private final MesMessages composed;
  private int number;

  KnownMessages(PlantFile plant, MesBook book, Random random) {
    this.plant = plant;
    this.book = book;
    this.random = random;
    this.composed = new MesMessages(plant.plant().id(), MesMessaging.standard());
  }

  /** Writes some more. */
  void write() throws Exception {
    List<MesMessage> messages = new ArrayList<>();
    for (int left = LEAST + random.nextInt(MORE); left > 0; left--) {
      String equipment = "E" + number % EQUIPMENTS;
      MesMessage message =
          composed.compose(SampleRecords.violation(equipment, number++)).orElseThrow();
      book.written(message);
      messages.add(message);
    }
    OutboxWriter.write(plant, messages);
  }
}
