package org.countersign.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Everything an installation keeps, owned by one launcher at a time. The lock is the kernel's, so a
 * killed launcher leaves none behind.
 */
final class DataDirectory implements AutoCloseable {

    private static final long NEEDED_BYTES = 700L * 1024 * 1024;
    private static final String OWNER_ONLY = "rw-------";

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Takes the directory for this process, making it when it is not there.
     *
     * @throws StartFailure when it cannot be written, is nearly full, belongs to another mode or to
     *     another running launcher
     */
    static DataDirectory take(Path root, boolean demo) {
        try {
            if (Files.notExists(root)) {
                Files.createDirectories(root);
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
            for (String folder : new String[] {"run", "logs", "tmp"}) {
                Files.createDirectories(root.resolve(folder));
            }
            FileChannel channel =
                    FileChannel.open(
                            root.resolve("run/lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new StartFailure("Countersign is already running on " + root + ".");
            }
            var directory = new DataDirectory(root, channel);
            directory.checkSpace();
            directory.checkMode(demo);
            return directory;
        } catch (AccessDeniedException e) {
            throw new StartFailure(
                    "The data directory " + root + " cannot be written: " + e.getFile() + ".", e);
        } catch (IOException e) {
            throw new StartFailure(
                    "The data directory " + root + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void checkSpace() throws IOException {
        long usable = Files.getFileStore(root).getUsableSpace();
        if (usable < NEEDED_BYTES) {
            close();
            throw new StartFailure(
                    "The disk of "
                            + root
                            + " is nearly full: "
                            + usable / 1024 / 1024
                            + " MB left, "
                            + NEEDED_BYTES / 1024 / 1024
                            + " MB needed.");
        }
    }

    /**
     * Demo people with known passwords live in a demo's data for ever: production never takes it
     * over.
     */
    private void checkMode(boolean demo) throws IOException {
        Path file = root.resolve("mode");
        String mode = demo ? "demo" : "production";
        if (Files.notExists(file)) {
            Files.writeString(file, mode);
        } else if (!Files.readString(file).strip().equals(mode)) {
            close();
            throw new StartFailure(
                    root
                            + " was made by a "
                            + Files.readString(file).strip()
                            + " start; give a "
                            + mode
                            + " start a data directory of its own (COUNTERSIGN_DATA).");
        }
    }

    Path file(String name) {
        return root.resolve(name);
    }

    Path folder(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    /** The log of one part; the one of the start before is kept beside it. */
    Path freshLog(String part) throws IOException {
        Path log = root.resolve("logs").resolve(part + ".log");
        if (Files.exists(log)) {
            Files.move(
                    log, log.resolveSibling(part + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /** Writes as a whole or not at all, readable by the owner only. */
    void writePrivately(Path target, String content) throws IOException {
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));
        Files.createDirectories(target.getParent());
        Path fresh =
                Files.createTempFile(target.getParent(), "." + target.getFileName(), ".new", mode);
        try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.write(
                    java.nio.ByteBuffer.wrap(
                            content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(
                fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
