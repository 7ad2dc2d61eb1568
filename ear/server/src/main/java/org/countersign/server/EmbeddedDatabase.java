package org.countersign.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A PostgreSQL of our own from the binaries in the distribution. It is durable (fsync and
 * synchronous commit on), asks for passwords, listens on the loopback address only and keeps its
 * data between starts. The library these binaries come from is not used to run it: it switches
 * durability and passwords off and stops the server in a shutdown hook, before its clients.
 */
final class EmbeddedDatabase implements Part {

    static final String PROCESS = "postgresql";

    private static final String CONFIGURATION = "countersign.conf";
    private static final String SUPERUSER = "postgres";

    private final Settings settings;
    private final DataDirectory data;
    private final Secrets secrets;
    private final Children children;
    private final Path cluster;
    private Path binaries;
    private ProcessHandle server;

    EmbeddedDatabase(Settings settings, DataDirectory data, Secrets secrets, Children children) {
        this.settings = settings;
        this.data = data;
        this.secrets = secrets;
        this.children = children;
        this.cluster = data.file("postgres");
    }

    @Override
    public String title() {
        return "PostgreSQL";
    }

    @Override
    public String start() throws Exception {
        binaries = unpackedBinaries();
        boolean fresh = Files.notExists(cluster.resolve("PG_VERSION"));
        if (fresh) {
            initialise();
        }
        configure();
        Path log = data.freshLog(PROCESS);
        Files.createFile(log);
        run(
                data.file("logs/postgresql-control.log"),
                "pg_ctl",
                List.of("start", "-w", "-t", "60", "-D", cluster.toString(), "-l", log.toString()),
                "PostgreSQL did not start; the reason is in " + log + ".");
        server =
                running()
                        .orElseThrow(
                                () ->
                                        new StartFailure(
                                                "PostgreSQL ended at once; see " + log + "."));
        children.adopt(PROCESS, server);
        try (Connection connection = connect("postgres")) {
            String version = connection.getMetaData().getDatabaseProductVersion();
            prepare(connection);
            return version + (fresh ? ", new cluster" : "");
        }
    }

    @Override
    public void stop() {
        if (server == null) {
            server = running().orElse(null); // the start was stopped while PostgreSQL came up
        }
        if (server != null) {
            askToStop(server);
            children.stop(PROCESS, server);
            server = null;
        }
    }

    /** The server of this cluster, by the file it keeps; a stale file names no server of ours. */
    private Optional<ProcessHandle> running() {
        Path file = cluster.resolve("postmaster.pid");
        try {
            if (binaries == null || Files.notExists(file)) {
                return Optional.empty();
            }
            String program = binaries.resolve("bin/postgres").toRealPath().toString();
            long pid = Long.parseLong(Files.readAllLines(file).get(0).strip());
            return ProcessHandle.of(pid).filter(p -> p.info().command().orElse("").equals(program));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** PostgreSQL's fast shutdown: it ends the sessions instead of waiting for them. */
    static void askToStop(ProcessHandle server) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            server.onExit().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException
                | java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            System.getLogger(EmbeddedDatabase.class.getName())
                    .log(System.Logger.Level.WARNING, "no fast shutdown", e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:"
                        + settings.port(Settings.Port.POSTGRES)
                        + "/"
                        + database,
                SUPERUSER,
                secrets.password("postgres.password"));
    }

    /** Roles and databases; passwords are set anew, so that they always are the ones on file. */
    private void prepare(Connection connection) throws SQLException {
        role(connection, "countersign_owner", "nologin", null);
        role(connection, "countersign_migrator", "login bypassrls", "migrator.password");
        role(connection, "countersign_backup", "login bypassrls", "backup.password");
        role(connection, "countersign_app", "login", "application.password");
        role(connection, "keycloak", "login", "keycloak.database.password");
        execute(connection, "grant countersign_owner to countersign_migrator");
        execute(connection, "grant pg_read_all_data to countersign_backup");
        database(connection, "countersign", "countersign_owner");
        database(connection, "keycloak", "keycloak");
        execute(
                connection,
                "grant connect on database countersign to countersign_migrator, countersign_backup,"
                        + " countersign_app");
        execute(connection, "grant connect on database keycloak to countersign_backup");
        if (settings.bluesky()) {
            role(connection, "bluesky", "login", "bluesky.database.password");
            database(connection, "bluesky", "bluesky");
        }
        try (Connection own = connect("countersign")) {
            execute(own, "alter schema public owner to countersign_owner");
        }
    }

    private void role(Connection connection, String name, String attributes, String secret)
            throws SQLException {
        if (!exists(connection, "select 1 from pg_roles where rolname = ?", name)) {
            execute(connection, "create role " + name);
        }
        String password = secret == null ? "" : " password '" + secrets.password(secret) + "'";
        execute(connection, "alter role " + name + " with " + attributes + password);
    }

    private static void database(Connection connection, String name, String owner)
            throws SQLException {
        if (!exists(connection, "select 1 from pg_database where datname = ?", name)) {
            execute(connection, "create database " + name + " owner " + owner);
            execute(connection, "revoke all on database " + name + " from public");
        }
    }

    private static boolean exists(Connection connection, String query, String name)
            throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Made beside its place and then moved there: a start that is killed leaves no half cluster.
     */
    private void initialise() throws IOException {
        Path fresh = data.file("postgres.new");
        deleteTree(fresh);
        Path password = data.file("run/initdb.password");
        data.writePrivately(password, secrets.password("postgres.password"));
        try {
            run(
                    data.freshLog("postgresql-initdb"),
                    "initdb",
                    List.of(
                            "-D",
                            fresh.toString(),
                            "-U",
                            SUPERUSER,
                            "--auth=scram-sha-256",
                            "--pwfile=" + password,
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8"),
                    "PostgreSQL could not make its data directory; the reason is in "
                            + data.file("logs/postgresql-initdb.log")
                            + ".");
        } finally {
            Files.deleteIfExists(password);
        }
        Files.writeString(
                fresh.resolve("postgresql.conf"),
                Files.readString(fresh.resolve("postgresql.conf"))
                        + "\ninclude '"
                        + CONFIGURATION
                        + "'\n");
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private void configure() throws IOException {
        data.writePrivately(
                cluster.resolve(CONFIGURATION),
                """
                # written at each start by the launcher
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                max_connections = 120
                shared_buffers = 128MB
                max_wal_size = 512MB
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_line_prefix = '%%m [%%p] %%u@%%d '
                """
                        .formatted(settings.port(Settings.Port.POSTGRES)));
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own root is nobody. */
    private static List<String> user() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        List<String> unshare = List.of("unshare", "-U");
        try {
            var probe = new ArrayList<>(unshare);
            probe.add("true");
            Process process = new ProcessBuilder(probe).redirectErrorStream(true).start();
            if (process.waitFor() == 0) {
                return unshare;
            }
        } catch (IOException e) {
            // no such program: the same to us
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StartFailure(
                "PostgreSQL does not run as root, and this machine gives it no user of its own: start"
                        + " Countersign as an ordinary user.");
    }

    private void run(Path log, String program, List<String> arguments, String failure)
            throws IOException {
        var command = new ArrayList<String>(user());
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(settings.childEnvironment());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new StartFailure(failure);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StartFailure("The start was stopped.", e);
        }
    }

    private Path unpackedBinaries() throws IOException {
        String archive = "postgres-linux-" + architecture() + ".txz";
        try (InputStream in = EmbeddedDatabase.class.getResourceAsStream("/" + archive)) {
            if (in == null) {
                throw new StartFailure(
                        "The distribution holds no PostgreSQL for this machine ("
                                + System.getProperty("os.name")
                                + ", "
                                + System.getProperty("os.arch")
                                + "); set COUNTERSIGN_DB_URL to one that runs elsewhere.");
            }
            Path target = data.file("postgres-binaries");
            Path stamp = target.resolve(".unpacked");
            String identity = archive + ":" + in.available();
            if (Files.exists(stamp) && Files.readString(stamp).equals(identity)) {
                return target;
            }
            deleteTree(target);
            unpack(in, Files.createDirectories(target));
            Files.writeString(stamp, identity);
            return target;
        }
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> "unknown";
        };
    }

    private static void unpack(InputStream in, Path target) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("entry outside the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    if (entry.isSymbolicLink()) {
                        Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                    } else {
                        Files.copy(tar, file);
                        if ((entry.getMode() & 0100) != 0) {
                            Set<PosixFilePermission> mode =
                                    PosixFilePermissions.fromString("rwxr-xr-x");
                            Files.setPosixFilePermissions(file, mode);
                        }
                    }
                }
            }
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                            throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
