package org.countersign.approval;

import java.util.UUID;

/** Every stage said yes: the revision's variants may be scheduled. In the running transaction. */
public record SubmissionApproved(UUID submissionId, UUID postId, UUID revisionId) {}
