package org.countersign.tenancy.operator;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.EJB;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.countersign.platform.AgencyWork;
import org.countersign.platform.DueWork;
import org.countersign.platform.RefusedException;
import org.countersign.platform.Roles;

/**
 * Runs the operator's tasks step by step, every second, on every node; the claim in the database
 * keeps nodes apart. A step that fails keeps its reason, and a person lets the task go on; a node
 * that dies leaves its task to the next one when its lease ends. Each step can bear to be done
 * twice.
 */
@Singleton
@RunAs(Roles.SYSTEM)
@PermitAll
@TransactionManagement(
        TransactionManagementType.BEAN) // NOT_SUPPORTED does not reach timers on Payara
public class AgencyTasks {

    private static final System.Logger LOG = System.getLogger(AgencyTasks.class.getName());
    private static final int CLAIMED_AT_ONCE = 4;
    private static final int LEASE_SECONDS = 180;
    private static final int ARCHIVE_LEASE_SECONDS = 4 * 3600;
    private static final String JOB = "provisioning";

    @EJB AgencyWork agencyWork;
    @EJB DueWork dueWork;
    @Inject Tasks tasks;
    @Inject AgencySteps steps;

    private final AtomicBoolean running = new AtomicBoolean();

    @Lock(LockType.READ)
    @Schedule(second = "*", minute = "*", hour = "*", persistent = false, info = "agency tasks")
    void run() {
        if (running.compareAndSet(false, true)) {
            try {
                dueWork.claim("agency_task", CLAIMED_AT_ONCE, LEASE_SECONDS)
                        .forEach(claim -> work(claim.ref()));
            } finally {
                running.set(false);
            }
        }
    }

    private void work(UUID task) {
        Optional<Tasks.Work> work = in(() -> tasks.running(task));
        if (work.isEmpty()) {
            return;
        }
        Optional<TaskRow.StepRow> next = in(() -> tasks.find(task)).flatMap(TaskRow::next);
        while (next.isPresent()) {
            if (!step(work.get(), next.get())) {
                return;
            }
            next = in(() -> tasks.find(task)).flatMap(TaskRow::next);
        }
        in(() -> tasks.finished(task));
        LOG.log(
                System.Logger.Level.INFO,
                "task done kind={0} agency={1}",
                work.get().kind(),
                work.get().slug());
    }

    private boolean step(Tasks.Work work, TaskRow.StepRow step) {
        int lease = work.kind() == TaskKind.EXPORT ? ARCHIVE_LEASE_SECONDS : LEASE_SECONDS;
        in(() -> tasks.begin(work.taskId(), step.position(), lease));
        try {
            steps.run(step.name(), work);
            in(() -> tasks.done(work.taskId(), step.position()));
            return true;
        } catch (RefusedException refused) {
            String reason =
                    refused.arguments().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(" "));
            in(() -> tasks.failed(work.taskId(), step.position(), refused.messageKey(), reason));
            LOG.log(
                    System.Logger.Level.WARNING,
                    "task failed kind={0} agency={1} step={2} cause={3}",
                    work.kind(),
                    work.slug(),
                    step.name(),
                    refused.getMessage());
        } catch (RuntimeException broken) {
            String incident = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "incident=" + incident, broken);
            in(
                    () ->
                            tasks.failed(
                                    work.taskId(),
                                    step.position(),
                                    "operator.refused.incident",
                                    incident));
        }
        return false;
    }

    private <T> T in(Supplier<T> work) {
        return agencyWork.in(OperatorTenant.AGENCY, JOB, work);
    }
}
