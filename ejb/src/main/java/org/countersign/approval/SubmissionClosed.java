package org.countersign.approval;

import java.util.UUID;

/**
 * A submission ended without a yes, or its yes is void: nothing of it may go out any more. In the
 * running transaction.
 */
public record SubmissionClosed(UUID submissionId, UUID postId, UUID revisionId) {}
