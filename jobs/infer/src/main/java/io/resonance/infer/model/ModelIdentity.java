package io.resonance.infer.model;

/**
 * Who a model is: the part of its metadata that every inference carries.
 *
 * @param id short name, the same in the plant file
 * @param version the owner's version of the model
 * @param task what it does, such as {@code anomaly-detection}
 * @param owner who answers for it
 * @param approvalState as the owner wrote it, such as {@code approved} or {@code trial}
 * @param trainingDataId which data it was trained on
 */
public record ModelIdentity(
    String id,
    String version,
    String task,
    String owner,
    String approvalState,
    String trainingDataId) {}
