package org.countersign.tenancy.operator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.Optional;
import org.countersign.platform.Database;
import org.countersign.platform.Ed25519;
import org.countersign.platform.Secrets;

/**
 * The bound agency's signing key. Its private part is stored sealed under the operator's key file
 * and opened for the moment of a signature only.
 */
@ApplicationScoped
public class AgencyKeys {

    @Inject Database database;
    @Inject Secrets secrets;

    /** Makes the agency's key unless it has one. */
    String ensure() {
        return current()
                .orElseGet(
                        () -> {
                            var pair = Ed25519.generate();
                            String id = Ed25519.thumbprint(pair.publicKey());
                            database.update(
                                    "insert into agency_key (id, public_key, private_key) values (?, ?, ?)",
                                    id,
                                    pair.publicKey(),
                                    secrets.seal(
                                            Base64.getEncoder().encodeToString(pair.privateKey()),
                                            id));
                            return id;
                        });
    }

    /** The thumbprint of the key in use. */
    public Optional<String> current() {
        return database.first(
                "select id from agency_key where retired_at is null", row -> row.text(1));
    }

    /**
     * @param type the media type of what is signed, without {@code application/}
     * @return a compact JWS
     */
    String jws(byte[] payload, String type) {
        var pair =
                database.first(
                                """
                                select public_key, private_key, id from agency_key where retired_at is null""",
                                row ->
                                        new Ed25519.Pair(
                                                row.bytes(1),
                                                Base64.getDecoder()
                                                        .decode(
                                                                secrets.open(
                                                                        row.bytes(2),
                                                                        row.text(3)))))
                        .orElseThrow();
        return Ed25519.jws(payload, type, pair);
    }
}
