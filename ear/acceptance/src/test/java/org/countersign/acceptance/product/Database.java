package org.countersign.acceptance.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The product's database, with the roles that people do not get. */
public final class Database {

    /** Some SQL in one transaction. */
    public interface Work<T> {
        T in(Session session) throws SQLException;
    }

    private Database() {}

    /** As the application does: one transaction for one agency and one person. */
    public static <T> T as(String agency, String person, Work<T> work) throws SQLException {
        try (Connection connection = application()) {
            return new Session(connection).bound(agency, person).committed(work);
        }
    }

    /** As the application's role with nothing bound. */
    public static <T> T unbound(Work<T> work) throws SQLException {
        try (Connection connection = application()) {
            return new Session(connection).committed(work);
        }
    }

    public static <T> T superuser(Work<T> work) throws SQLException {
        try (Connection connection = connect("postgres", "postgres.password")) {
            return new Session(connection).committed(work);
        }
    }

    /** In Keycloak's own database, as its superuser. */
    public static <T> T keycloak(Work<T> work) throws SQLException {
        String url = address().replaceFirst("/[^/]+$", "/keycloak");
        try (Connection connection = connect(url, "postgres", "postgres.password")) {
            return new Session(connection).committed(work);
        }
    }

    /**
     * As the application at another time, for this one transaction: the shift is the owner's, made
     * on the same connection and rolled back with everything else, so that the running product does
     * not see it.
     *
     * @param shift a PostgreSQL interval
     */
    public static <T> T atAnotherTime(String shift, String agency, String person, Work<T> work)
            throws SQLException {
        try (Connection connection = connect("postgres", "postgres.password")) {
            var session = new Session(connection);
            session.connection.setAutoCommit(false);
            try {
                session.update("update clock_shift set shift = ?::interval", shift);
                session.update("set local role countersign_app");
                return session.bound(agency, person).run(work);
            } finally {
                connection.rollback();
            }
        }
    }

    public static Connection application() throws SQLException {
        return connect("countersign_app", "application.password");
    }

    private static String address() {
        return Product.running().ready().getString("database");
    }

    private static Connection connect(String user, String secret) throws SQLException {
        return connect(address(), user, secret);
    }

    private static Connection connect(String url, String user, String secret) throws SQLException {
        try {
            return DriverManager.getConnection(url, user, Product.running().secret(secret));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection. */
    public static final class Session {

        private final Connection connection;

        Session(Connection connection) {
            this.connection = connection;
        }

        private Session bound(String agency, String person) throws SQLException {
            connection.setAutoCommit(false);
            person(person);
            rows("select set_config('app.agency', ?, true)", agency);
            return this;
        }

        /** Binds another person of the same agency for the rest of the transaction. */
        public void person(String person) throws SQLException {
            rows("select set_config('app.person', ?, true)", person);
        }

        private <T> T committed(Work<T> work) throws SQLException {
            connection.setAutoCommit(false);
            try {
                T result = work.in(this);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }

        /** The work and what is checked at commit, without the commit. */
        private <T> T run(Work<T> work) throws SQLException {
            T result = work.in(this);
            update("set constraints all immediate");
            return result;
        }

        public int update(String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = prepare(sql, values)) {
                return statement.executeUpdate();
            }
        }

        public List<List<Object>> rows(String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = prepare(sql, values);
                    ResultSet found = statement.executeQuery()) {
                var rows = new ArrayList<List<Object>>();
                while (found.next()) {
                    var row = new ArrayList<Object>();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        row.add(found.getObject(i));
                    }
                    rows.add(row);
                }
                return rows;
            }
        }

        /** The first column of every row, as text. */
        public List<String> texts(String sql, Object... values) throws SQLException {
            return rows(sql, values).stream().map(row -> String.valueOf(row.get(0))).toList();
        }

        public long number(String sql, Object... values) throws SQLException {
            return ((Number) rows(sql, values).get(0).get(0)).longValue();
        }

        public String text(String sql, Object... values) throws SQLException {
            return texts(sql, values).get(0);
        }

        private PreparedStatement prepare(String sql, Object... values) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        }
    }
}
