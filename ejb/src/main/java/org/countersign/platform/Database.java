package org.countersign.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * SQL by hand, on the transaction's own connection: for lists that join several features' tables
 * and for tables that only grow. Row-level security holds here as it does for JPA.
 *
 * <p>Values go in as parameters only. What JPA has not flushed yet is not seen here.
 */
@ApplicationScoped
public class Database {

    @Resource(lookup = "java:app/jdbc/countersign")
    DataSource source;

    /** Reads one row into a record. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(Row row) throws SQLException;
    }

    /** All rows, in the query's order. */
    public <T> List<T> list(String sql, RowReader<T> reader, Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(connection, statement, values);
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                Row row = new Row(result);
                while (result.next()) {
                    rows.add(reader.read(row));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Takes one row after the other. */
    @FunctionalInterface
    public interface RowTaker {
        void take(Row row) throws SQLException;
    }

    /**
     * Every row of a result that may be larger than the memory.
     *
     * @param atOnce rows fetched in one go
     */
    public void each(String sql, int atOnce, RowTaker taker, Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(atOnce);
            fill(connection, statement, values);
            try (ResultSet result = statement.executeQuery()) {
                Row row = new Row(result);
                while (result.next()) {
                    taker.take(row);
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** The first row. */
    public <T> Optional<T> first(String sql, RowReader<T> reader, Object... values) {
        return list(sql, reader, values).stream().findFirst();
    }

    /**
     * @return the rows changed
     */
    public int update(String sql, Object... values) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(connection, statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** The database's time, which windows, leases and holds are compared with. */
    public Instant now() {
        return first("select db_now()", row -> row.instant(1)).orElseThrow();
    }

    private static void fill(Connection connection, PreparedStatement statement, Object[] values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Instant instant) {
                statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
            } else if (value instanceof String[] texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            } else if (value instanceof Enum<?> constant) {
                statement.setString(i + 1, constant.name());
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    /** Values of the current row, by position from 1. */
    public static final class Row {

        private final ResultSet result;

        private Row(ResultSet result) {
            this.result = result;
        }

        public String text(int column) throws SQLException {
            return result.getString(column);
        }

        public Optional<String> optionalText(int column) throws SQLException {
            return Optional.ofNullable(result.getString(column));
        }

        public UUID uuid(int column) throws SQLException {
            return result.getObject(column, UUID.class);
        }

        public Instant instant(int column) throws SQLException {
            return optionalInstant(column).orElseThrow();
        }

        public Optional<Instant> optionalInstant(int column) throws SQLException {
            return Optional.ofNullable(result.getObject(column, OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant);
        }

        public LocalDate date(int column) throws SQLException {
            return result.getObject(column, LocalDate.class);
        }

        public int number(int column) throws SQLException {
            return result.getInt(column);
        }

        public long big(int column) throws SQLException {
            return result.getLong(column);
        }

        public boolean flag(int column) throws SQLException {
            return result.getBoolean(column);
        }

        public byte[] bytes(int column) throws SQLException {
            return result.getBytes(column);
        }

        public List<String> texts(int column) throws SQLException {
            return Arrays.asList((String[]) result.getArray(column).getArray());
        }
    }
}
