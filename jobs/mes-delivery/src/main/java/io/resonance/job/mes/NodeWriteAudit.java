package io.resonance.job.mes;

import io.resonance.schema.v1.AuditCategory;
import io.resonance.schema.v1.AuditEntry;
import io.resonance.schema.v1.AuditResult;
import io.resonance.schema.v1.DeliveryAttempt;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Tells auditors of a write to a machine: who is the operator, what is the node and its value. */
final class NodeWriteAudit {

  private NodeWriteAudit() {}

  /** The entry of a write that is settled. */
  static AuditEntry of(MesMessage write) {
    boolean written = write.getState() == MesState.ACCEPTED;
    String type = written ? "NODE_WRITTEN" : "NODE_WRITE_REFUSED";
    byte[] id = (type + " " + write.getBodId()).getBytes(StandardCharsets.UTF_8);
    return AuditEntry.newBuilder()
        .setAuditId(UUID.nameUUIDFromBytes(id).toString())
        .setAt(lastAttempt(write))
        .setSource(NodeWriteClient.UID)
        .setCategory(AuditCategory.CONTROL_SYSTEM_EVENT)
        .setType(type)
        .setEventId(write.getBodId())
        .setEventResult(written ? AuditResult.SUCCESS : AuditResult.FAILURE)
        .setEquipment(write.getEquipment())
        .setDetail(
            "%s %s: %s"
                .formatted(
                    write.getRecordType(),
                    write.getRecordId(),
                    write.getAnswer() == null ? "" : write.getAnswer()))
        .build();
  }

  private static Instant lastAttempt(MesMessage write) {
    List<DeliveryAttempt> attempts = write.getAttempts();
    return attempts.isEmpty() ? write.getCreatedAt() : attempts.get(attempts.size() - 1).getAt();
  }
}
