package io.resonance.normalize.situation;

import io.resonance.normalize.situation.Said.Speaker;
import io.resonance.normalize.situation.Said.Word;
import io.resonance.schema.profile.state.StateTable.Decision;
import io.resonance.schema.v1.MachineryMode;
import io.resonance.schema.v1.MachineryState;
import io.resonance.schema.v1.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes {@link Situation} as one version byte and the fields of that version. */
public final class SituationSerializer extends TypeSerializerSingleton<Situation> {

  static final SituationSerializer INSTANCE = new SituationSerializer();

  private static final int VERSION = 1;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Situation createInstance() {
    return Situation.EMPTY;
  }

  @Override
  public Situation copy(Situation from) {
    return from;
  }

  @Override
  public Situation copy(Situation from, Situation reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1; // variable, as TypeSerializer spells it
  }

  @Override
  public void serialize(Situation situation, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(situation.speeches().size());
    for (Map.Entry<Speaker, Speech> each : situation.speeches().entrySet()) {
      StringValue.writeString(each.getKey().protocol().name(), out);
      StringValue.writeString(each.getKey().endpoint(), out);
      StringValue.writeString(each.getKey().address(), out);
      StringValue.writeString(each.getKey().property(), out);
      write(each.getValue(), out);
    }
    out.writeInt(situation.outages().size());
    for (Outage outage : situation.outages()) {
      StringValue.writeString(outage.gapId(), out);
      StringValue.writeString(outage.endpoint(), out);
      StringValue.writeString(outage.address(), out);
      out.writeLong(outage.from());
      out.writeLong(outage.to());
    }
    out.writeInt(situation.transitions().size());
    for (Transition transition : situation.transitions()) {
      Decision into = transition.into();
      out.writeLong(transition.time());
      StringValue.writeString(into.state().name(), out);
      StringValue.writeString(into.detail(), out);
      StringValue.writeString(into.mode().name(), out);
      StringValue.writeString(into.stateRow(), out);
      StringValue.writeString(into.modeRow(), out);
    }
  }

  private static void write(Speech speech, DataOutputView out) throws IOException {
    out.writeBoolean(speech.trimmed());
    out.writeInt(speech.words().size());
    for (Word word : speech.words()) {
      out.writeLong(word.time());
      out.writeLong(word.epoch());
      out.writeLong(word.sequence());
      out.writeInt(word.statusCode());
      StringValue.writeString(word.text(), out);
    }
  }

  @Override
  public Situation deserialize(DataInputView in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "The situation of an equipment was written in format %d; this release reads up to format %d. Restore with the release that wrote the savepoint or a newer one."
              .formatted(version, VERSION));
    }
    Map<Speaker, Speech> speeches = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      Speaker speaker =
          new Speaker(
              Protocol.valueOf(StringValue.readString(in)),
              StringValue.readString(in),
              StringValue.readString(in),
              StringValue.readString(in));
      speeches.put(speaker, readSpeech(in));
    }
    List<Outage> outages = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      outages.add(
          new Outage(
              StringValue.readString(in),
              StringValue.readString(in),
              StringValue.readString(in),
              in.readLong(),
              in.readLong()));
    }
    List<Transition> transitions = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      transitions.add(
          new Transition(
              in.readLong(),
              new Decision(
                  MachineryState.valueOf(StringValue.readString(in)),
                  StringValue.readString(in),
                  MachineryMode.valueOf(StringValue.readString(in)),
                  StringValue.readString(in),
                  StringValue.readString(in))));
    }
    return new Situation(speeches, outages, transitions);
  }

  private static Speech readSpeech(DataInputView in) throws IOException {
    boolean trimmed = in.readBoolean();
    List<Word> words = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      words.add(
          new Word(
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readInt(),
              StringValue.readString(in)));
    }
    return new Speech(words, trimmed);
  }

  @Override
  public Situation deserialize(Situation reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public TypeSerializerSnapshot<Situation> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Tells Flink that this serializer reads what it wrote, whatever the version byte. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Situation> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
