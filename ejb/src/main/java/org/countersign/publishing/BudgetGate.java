package org.countersign.publishing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.countersign.platform.outbound.Gate;

/**
 * Asks, before each request that writes, whether the network still takes one of this account and
 * app, and then the gate behind it. What is taken stays taken: committed in a transaction of its
 * own, so that every node counts it, also when the request then does not start.
 */
final class BudgetGate implements Gate {

    /**
     * A request counts like the creation of a record, which costs most; an upload is so counted too
     * high, never too low.
     */
    private static final int POINTS = 3;

    private final DataSource source;
    private final String agencyId;
    private final Attempt attempt;
    private final Gate next;

    /**
     * @param source used outside any container transaction
     */
    BudgetGate(DataSource source, String agencyId, Attempt attempt, Gate next) {
        this.source = source;
        this.agencyId = agencyId;
        this.attempt = attempt;
        this.next = next;
    }

    /**
     * @throws BudgetEmptyException when the network takes no more for now
     */
    @Override
    public void open() {
        take();
        next.open();
    }

    @Override
    public void firstByteOut() {
        next.firstByteOut();
    }

    private void take() {
        OffsetDateTime until;
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                until = ask(connection);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the budget cannot be asked", e);
        }
        if (until != null) {
            throw new BudgetEmptyException(until.toInstant());
        }
    }

    private OffsetDateTime ask(Connection connection) throws SQLException {
        try (var bind =
                connection.prepareStatement(
                        "select set_config('app.agency', ?, true), set_config('app.person', 'job:dispatch', true)")) {
            bind.setString(1, agencyId);
            bind.executeQuery().close();
        }
        try (var ask = connection.prepareStatement("select take_budget(?, ?, ?::uuid, ?)")) {
            ask.setString(1, attempt.network());
            ask.setString(2, attempt.access().account());
            ask.setString(3, attempt.appId().map(Object::toString).orElse(null));
            ask.setInt(4, POINTS);
            try (var answer = ask.executeQuery()) {
                answer.next();
                return answer.getObject(1, OffsetDateTime.class);
            }
        }
    }
}
