package org.countersign.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema to the application's version before the application starts. The migrations are
 * read from the very EAR that is about to be deployed; the application itself never has a role that
 * could change the schema.
 */
final class Migration implements Part {

    private static final String FOLDER = "db/migration/";

    private final Settings settings;
    private final DataDirectory data;
    private final Secrets secrets;

    Migration(Settings settings, DataDirectory data, Secrets secrets) {
        this.settings = settings;
        this.data = data;
        this.secrets = secrets;
    }

    @Override
    public String title() {
        return "Database schema";
    }

    @Override
    public String start() throws IOException {
        Path migrations = extract(settings.application());
        try {
            var flyway =
                    Flyway.configure()
                            .dataSource(settings.databaseUrl(), user(), password())
                            .locations("filesystem:" + migrations)
                            .connectRetries(5)
                            .load();
            var result = flyway.migrate();
            provisionOperator();
            refuseDemoAgencies();
            requireKeys();
            releaseClaims();
            String version =
                    result.targetSchemaVersion == null
                            ? result.initialSchemaVersion
                            : result.targetSchemaVersion;
            return "version " + version + ", " + result.migrationsExecuted + " migrations run";
        } catch (FlywayException | SQLException e) {
            throw new StartFailure(
                    "The database schema could not be brought up to date: " + firstLine(e), e);
        }
    }

    @Override
    public void stop() {
        // nothing runs on
    }

    private String user() {
        return settings.text("COUNTERSIGN_DB_MIGRATOR_USER").orElse("countersign_migrator");
    }

    private String password() {
        return settings.text("COUNTERSIGN_DB_MIGRATOR_PASSWORD")
                .orElseGet(() -> secrets.password("migrator.password"));
    }

    /** The operator's own tenant; all others are made by an operator who signs in there. */
    private void provisionOperator() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(settings.databaseUrl(), user(), password());
                var moved =
                        connection.prepareStatement(
                                "delete from agency_host where agency_id = 'operator' and host <> ?");
                var call =
                        connection.prepareStatement(
                                "select provision_agency('operator', 'Countersign', ?, ?)")) {
            moved.setString(1, settings.operatorHost());
            moved.executeUpdate();
            call.setString(1, settings.operatorHost());
            call.setString(2, settings.issuer("operator"));
            call.execute();
        }
    }

    /** A demo realm has people whose passwords are printed: no production start serves one. */
    private void refuseDemoAgencies() throws SQLException {
        if (settings.demo()) {
            return;
        }
        try (var connection =
                        DriverManager.getConnection(settings.databaseUrl(), user(), password());
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select host from agency_host where host like '%localhost' or issuer not like"
                                        + " 'https://%' order by host limit 1")) {
            if (rows.next()) {
                throw new StartFailure(
                        "The database holds the demo agency "
                                + rows.getString(1)
                                + "; production needs a database of its own.");
            }
        }
    }

    /** Better no start than one whose channels all fail. */
    private void requireKeys() throws SQLException, IOException {
        Path file =
                settings.text("COUNTERSIGN_SECRET_KEY_FILE")
                        .map(Path::of)
                        .orElse(secrets.applicationKey());
        try (var connection =
                DriverManager.getConnection(settings.databaseUrl(), user(), password())) {
            new SecretKeys(file).requireAll(SecretKeys.used(connection));
        }
    }

    /**
     * What an earlier process had claimed when it ended is looked at now, not when its lease ends:
     * the embedded database serves this start alone, and its orphans are gone.
     */
    private void releaseClaims() throws SQLException {
        if (settings.externalDatabase()) {
            return;
        }
        try (var connection =
                        DriverManager.getConnection(settings.databaseUrl(), user(), password());
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    """
                    update due d set claimed_until = null,
                           due_at = case when exists (select from publication p where p.agency_id = d.agency_id
                                                         and p.id = d.ref and p.state = 'DISPATCHING')
                                         then least(d.due_at, db_now()) else d.due_at end""");
        }
    }

    private Path extract(Path ear) throws IOException {
        Path target = data.file("run/migrations");
        EmbeddedDatabase.deleteTree(target);
        Files.createDirectories(target);
        Files.writeString(target.resolve("afterConnect.sql"), "set role countersign_owner;\n");
        if (Files.notExists(ear)) {
            throw new StartFailure("The application " + ear + " is missing from the distribution.");
        }
        try (var outer = new ZipInputStream(Files.newInputStream(ear))) {
            for (ZipEntry module = outer.getNextEntry();
                    module != null;
                    module = outer.getNextEntry()) {
                if (module.getName().equals("countersign-ejb.jar")) {
                    copyMigrations(new ZipInputStream(outer), target);
                    return target;
                }
            }
        }
        throw new StartFailure("The application " + ear + " holds no countersign-ejb.jar.");
    }

    private static void copyMigrations(ZipInputStream jar, Path target) throws IOException {
        for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
            String name = entry.getName();
            if (name.startsWith(FOLDER) && !entry.isDirectory()) {
                Files.copy(jar, target.resolve(Path.of(name).getFileName().toString()));
            }
        }
    }

    private static String firstLine(Exception failure) {
        return failure.getMessage()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.matches("-+"))
                .limit(3)
                .reduce((a, b) -> a + " " + b)
                .orElse(failure.toString());
    }
}
