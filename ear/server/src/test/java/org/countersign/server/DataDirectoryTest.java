package org.countersign.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir Path root;

    @Test
    void hasOneOwnerAtATime() throws IOException {
        DataDirectory first = DataDirectory.take(root, true);
        assertThatThrownBy(() -> DataDirectory.take(root, true))
                .isInstanceOf(StartFailure.class)
                .hasMessage("Countersign is already running on " + root + ".");
        first.close();
        DataDirectory.take(root, true).close();
    }

    @Test
    void aDemosDataNeverServeProduction() throws IOException {
        DataDirectory.take(root, true).close();

        assertThatThrownBy(() -> DataDirectory.take(root, false))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("was made by a demo start");
    }

    @Test
    void aPlaceThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.take(file.resolve("data"), true))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void secretsAreKeptAndPrivate() throws IOException {
        try (DataDirectory data = DataDirectory.take(root.resolve("data"), true)) {
            String made = new Secrets(data).password("migrator.password");

            assertThat(made).hasSizeGreaterThan(30);
            assertThat(new Secrets(data).password("migrator.password")).isEqualTo(made);
            assertThat(new Secrets(data).password("backup.password")).isNotEqualTo(made);
            assertThat(new Secrets(data).applicationKey())
                    .hasContent(Files.readString(data.file("secret.key")));
            for (String name : new String[] {"secrets.properties", "secret.key"}) {
                assertThat(
                                PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(data.file(name))))
                        .isEqualTo("rw-------");
            }
        }
    }
}
