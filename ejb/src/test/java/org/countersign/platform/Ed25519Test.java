package org.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Ed25519Test {

    private static final byte[] WORDS =
            "Example of Ed25519 signing".getBytes(StandardCharsets.US_ASCII);

    /** RFC 8037, appendix A. */
    private static final byte[] KNOWN =
            Base64.getUrlDecoder().decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");

    @Test
    void theThumbprintIsTheStandards() {
        assertThat(Ed25519.thumbprint(KNOWN))
                .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void theStandardsSignatureIsGood() {
        String jws =
                "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                        + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

        assertThat(Ed25519.signed(jws, KNOWN)).isTrue();
        assertThat(Ed25519.payload(jws)).isEqualTo(WORDS);
    }

    @Test
    void ownSignaturesAreGoodUnderTheirKeyOnly() {
        var pair = Ed25519.generate();
        String jws = Ed25519.jws(WORDS, "test+json", pair);

        assertThat(Ed25519.signed(jws, pair.publicKey())).isTrue();
        assertThat(Ed25519.signed(jws, Ed25519.generate().publicKey())).isFalse();
        assertThat(
                        new String(
                                Base64.getUrlDecoder().decode(jws.split("\\.")[0]),
                                StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"alg\":\"EdDSA\",\"kid\":\"%s\",\"typ\":\"test+json\"}"
                                .formatted(Ed25519.thumbprint(pair.publicKey())));
    }

    @Test
    void anyOtherTextIsNotSigned() {
        var pair = Ed25519.generate();
        String jws = Ed25519.jws(WORDS, "test+json", pair);

        for (String other :
                new String[] {
                    "", ".", "a.b", jws + "A", "A" + jws, jws.replace('.', '-'), jws.substring(1)
                }) {
            assertThat(Ed25519.signed(other, pair.publicKey())).as(other).isFalse();
        }
        assertThat(Ed25519.signed(jws, HexFormat.of().parseHex("00".repeat(31)))).isFalse();
    }
}
