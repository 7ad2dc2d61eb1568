package org.countersign.tenancy.operator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Something done with an agency, with its steps in order.
 *
 * @param state {@code RUNNING}, {@code FAILED}, {@code DONE} or {@code ABANDONED}
 * @param detail the new host of a move, else empty
 * @param orderedBy name of the operator
 */
public record TaskRow(
        UUID id,
        UUID agencyId,
        TaskKind kind,
        String state,
        String detail,
        String orderedBy,
        Instant orderedAt,
        Optional<Instant> finishedAt,
        List<StepRow> steps) {

    /**
     * One step.
     *
     * @param state {@code WAITING}, {@code RUNNING}, {@code FAILED} or {@code DONE}
     * @param failure key of the refusal's text
     * @param reason what the text's placeholder stands for
     */
    public record StepRow(
            int position,
            String name,
            String state,
            int attempts,
            Optional<String> failure,
            String reason,
            Instant changedAt) {

        public boolean done() {
            return "DONE".equals(state);
        }
    }

    public boolean running() {
        return "RUNNING".equals(state);
    }

    public boolean failed() {
        return "FAILED".equals(state);
    }

    /** The first step that is not done. */
    Optional<StepRow> next() {
        return steps.stream().filter(step -> !step.done()).findFirst();
    }
}
