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
    void anOldKeyOpensAndTheFirstOneSeals() throws IOException {
        byte[] before = secrets.seal("app-password", "channel-1");
        byte[] link = secrets.sign("media/harbour/a");
        keys("2 " + key(7), key(0));

        assertThat(secrets.open(before, "channel-1")).isEqualTo("app-password");
        assertThat(secrets.signed("media/harbour/a", link)).isTrue();
        assertThat(secrets.sign("media/harbour/a")).isNotEqualTo(link);
        byte[] after = secrets.seal("app-password", "channel-1");
        assertThat(before[0]).isEqualTo((byte) 1);
        assertThat(after[0]).isEqualTo((byte) secrets.currentKey()).isEqualTo((byte) 2);
        assertThat(secrets.open(after, "channel-1")).isEqualTo("app-password");

        keys("# only the new one", "", "2 " + key(7));
        assertThat(secrets.open(after, "channel-1")).isEqualTo("app-password");
        assertThat(secrets.signed("media/harbour/a", link)).isFalse();
        assertThatThrownBy(() -> secrets.open(before, "channel-1"))
                .hasMessageContaining("key 1, which the secret key file does not hold");
    }

    @Test
    void numbersReachToTheLastByte() throws IOException {
        keys("255 " + key(1));

        assertThat(secrets.open(secrets.seal("x", "o"), "o")).isEqualTo("x");
    }

    @Test
    void aFileThatCouldBeReadTwoWaysIsRefused() throws IOException {
        for (String[] lines :
                new String[][] {
                    {key(1), "1 " + key(2)},
                    {"0 " + key(1)},
                    {"256 " + key(1)},
                    {"x " + key(1)},
                    {"2 " + key(1) + " more"},
                    {"# nothing"},
                    {"2 not-base64!"}
                }) {
            assertThatThrownBy(() -> keys(lines)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aKeyIsNeverPrinted() throws IOException {
        assertThat(SecretKeyFile.read(directory.resolve("key")).toString()).isEqualTo("[key 1]");
    }

    private void keys(String... lines) throws IOException {
        Files.writeString(directory.resolve("key"), String.join("\n", lines) + "\n");
        secrets.derive();
    }

    private static String key(int fill) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void aShortKeyIsRefused() throws IOException {
        Files.writeString(directory.resolve("key"), "c2hvcnQ=");

        assertThatThrownBy(secrets::derive).hasMessageContaining("32 bytes");
    }
}
