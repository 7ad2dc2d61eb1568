package org.countersign.content;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import org.countersign.platform.AgencyBinder;
import org.countersign.platform.Database;

/**
 * Pictures for whoever holds a signed link: the media host knows no session. The signature says
 * which agency and client the picture is of, and only that agency is bound; a link of one person's
 * shows what that person still reaches.
 */
@Stateless
@PermitAll
public class SharedMedia {

    @Inject MediaLinks links;
    @Inject AgencyBinder binder;
    @Inject Database database;

    /** A picture's stored bytes and sniffed type. */
    public record Picture(String mediaType, byte[] bytes) {}

    /**
     * Empty when the link is not ours, has ended, or its picture is gone or rests with its agency:
     * all the same outside.
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<Picture> byLink(
            String agencyId,
            String clientId,
            String sha256,
            long ends,
            String viewer,
            String signature) {
        if (!links.valid(agencyId, clientId, sha256, ends, viewer, signature)) {
            return Optional.empty();
        }
        binder.bind(agencyId, viewer.isEmpty() ? "job:media" : viewer);
        return database.first(
                """
                select media_type, bytes from asset
                where client_id = ?::uuid and sha256 = decode(?, 'hex') and agency_is_active(agency_id)""",
                row -> new Picture(row.text(1), row.bytes(2)),
                clientId,
                sha256);
    }
}
