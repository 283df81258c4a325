package io.resonance.conform.packs;

import io.resonance.conform.state.VersionedSerializer;
import io.resonance.schema.rules.RulePackText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Writes {@link PackHistory}, format 1. */
public final class PackHistorySerializer extends VersionedSerializer<PackHistory> {

  static final PackHistorySerializer INSTANCE = new PackHistorySerializer();

  private static final long serialVersionUID = 1L;

  private PackHistorySerializer() {
    super("the rule packs of conform", 1);
  }

  /** The serializer. */
  public static PackHistorySerializer instance() {
    return INSTANCE;
  }

  @Override
  protected void write(PackHistory value, DataOutputView out) throws IOException {
    out.writeInt(value.revisions().size());
    for (PackRevision revision : value.revisions()) {
      out.writeLong(revision.effectiveFrom());
      StringValue.writeString(revision.issuedBy(), out);
      out.writeBoolean(revision.text().isPresent());
      if (revision.text().isPresent()) {
        StringValue.writeString(revision.text().get().file(), out);
        StringValue.writeString(revision.text().get().text(), out);
      }
    }
  }

  @Override
  protected PackHistory read(int written, DataInputView in) throws IOException {
    int count = in.readInt();
    List<PackRevision> revisions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long effectiveFrom = in.readLong();
      String issuedBy = StringValue.readString(in);
      Optional<RulePackText> text =
          in.readBoolean()
              ? Optional.of(
                  new RulePackText(StringValue.readString(in), StringValue.readString(in)))
              : Optional.empty();
      revisions.add(new PackRevision(effectiveFrom, text, issuedBy));
    }
    return new PackHistory(revisions);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public PackHistory createInstance() {
    return PackHistory.none();
  }

  @Override
  public PackHistory copy(PackHistory from) {
    return from;
  }

  @Override
  public TypeSerializerSnapshot<PackHistory> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Tells Flink that this serializer reads what it wrote, whatever the version byte. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<PackHistory> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
