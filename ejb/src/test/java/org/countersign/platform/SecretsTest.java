package org.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir Path directory;
    final Secrets secrets = new Secrets();

    @BeforeEach
    void readKey() throws IOException {
        Path key = directory.resolve("key");
        Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]) + "\n");
        secrets.settings = new Settings();
        secrets.settings.secretKeyFile = key.toString();
        secrets.derive();
    }

    @Test
    void aSecretOpensForItsOwnerOnly() {
        byte[] sealed = secrets.seal("app-password", "channel-1");

        assertThat(secrets.open(sealed, "channel-1")).isEqualTo("app-password");
        assertThatThrownBy(() -> secrets.open(sealed, "channel-2"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aChangedByteNeverOpens() {
        byte[] sealed = secrets.seal("app-password", "channel-1");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> secrets.open(changed, "channel-1"))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theSameSecretIsNeverStoredTwiceAlike() {
        assertThat(secrets.seal("x", "o")).isNotEqualTo(secrets.seal("x", "o"));
    }

    @Test
    void aSignatureHoldsForItsTextOnly() {
        byte[] signature = secrets.sign("media/harbour/a");

        assertThat(secrets.signed("media/harbour/a", signature)).isTrue();
        assertThat(secrets.signed("media/lumen/a", signature)).isFalse();
    }

    @Test
    void aShortKeyIsRefused() throws IOException {
        Files.writeString(directory.resolve("key"), "c2hvcnQ=");

        assertThatThrownBy(secrets::derive).hasMessageContaining("32 bytes");
    }
}
