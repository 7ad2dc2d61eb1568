package org.countersign.publishing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.countersign.platform.outbound.Gate;

/**
 * Gate G4 for one publication: shares its scopes' locks from the check until the first byte is out,
 * in a short transaction of its own on a connection of its own. A stop waits for it, milliseconds;
 * should this node hang in between, the database ends the transaction after two seconds.
 */
final class StartGate implements Gate {

    private final DataSource source;
    private final String agencyId;
    private final UUID publicationId;
    private Connection held;

    /**
     * @param source used outside any container transaction
     */
    StartGate(DataSource source, String agencyId, UUID publicationId) {
        this.source = source;
        this.agencyId = agencyId;
        this.publicationId = publicationId;
    }

    /**
     * @throws GateClosedException when nothing may start now
     */
    @Override
    public void open() {
        String refusal;
        try {
            held = source.getConnection();
            if (!held.getAutoCommit()) {
                throw new SQLException("the gate needs a transaction of its own");
            }
            held.setAutoCommit(false);
            refusal = ask();
        } catch (SQLException e) {
            release();
            throw new IllegalStateException("the gate cannot be asked", e);
        }
        if (refusal != null) {
            release();
            throw new GateClosedException(refusal);
        }
    }

    @Override
    public void firstByteOut() {
        release();
    }

    private String ask() throws SQLException {
        try (var limits = held.createStatement()) {
            limits.execute("set local lock_timeout = '2s'");
            limits.execute("set local idle_in_transaction_session_timeout = '2s'");
        }
        try (var bind =
                held.prepareStatement(
                        "select set_config('app.agency', ?, true), set_config('app.person', 'job:dispatch', true)")) {
            bind.setString(1, agencyId);
            bind.executeQuery().close();
        }
        try (var ask = held.prepareStatement("select may_start(?, ?)")) {
            ask.setString(1, agencyId);
            ask.setObject(2, publicationId);
            try (var answer = ask.executeQuery()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }

    private void release() {
        if (held == null) {
            return;
        }
        try (Connection done = held) {
            held = null;
            done.rollback();
            done.setAutoCommit(true);
        } catch (SQLException e) {
            // the database ended it already; its locks are gone with it
            System.getLogger(StartGate.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "gate released late publication={0}",
                            publicationId);
        }
    }
}
