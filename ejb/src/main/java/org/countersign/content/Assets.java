package org.countersign.content;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.countersign.audit.AuditTrail;
import org.countersign.platform.Caller;
import org.countersign.platform.Database;
import org.countersign.platform.Ids;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Permissions;
import org.countersign.platform.pictures.ImageSniffer;
import org.countersign.platform.pictures.SniffedImage;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;

/**
 * Pictures of a client, stored once for each digest. What is stored is what was decoded: metadata
 * and whatever else a file carried stay outside.
 */
@Stateless
@RolesAllowed(Permissions.ASSETS_READ)
public class Assets {

    public static final int RIGHTS_MAX = 500;

    @EJB Brands brands;
    @Inject MediaLinks links;
    @Inject Database database;
    @Inject Caller caller;
    @Inject AuditTrail trail;
    @Inject Clock clock;

    /**
     * Takes an upload for a brand's client.
     *
     * @param upload the file's bytes, as sent; its name and declared type say nothing to us
     * @param rights by what right it may be used; a vendor's person has to say
     * @throws org.countersign.platform.pictures.ImageRefusedException when it is too large, no
     *     JPEG, PNG or GIF, or more than a picture
     * @throws InvalidInputException when a vendor's person does not say by what right
     */
    @RolesAllowed(Permissions.ASSETS_WRITE)
    public AssetRow add(
            @NotNull UUID brandId,
            @NotNull byte[] upload,
            @NotNull @Size(max = RIGHTS_MAX) String rights) {
        BrandRow brand = brands.find(brandId);
        SniffedImage image = ImageSniffer.sniff(upload);
        if (rights.isBlank() && isVendor()) {
            throw new InvalidInputException("rights", "asset.refused.no_rights");
        }
        if (!rights.isBlank()) {
            stateRights(brand, image, rights.strip());
        }
        int added =
                database.update(
                        """
                        insert into asset (client_id, sha256, media_type, width, height, bytes)
                        values (?, decode(?, 'hex'), ?, ?, ?, ?) on conflict (agency_id, client_id, sha256) do nothing""",
                        brand.clientId(),
                        image.sha256(),
                        image.mediaType(),
                        image.width(),
                        image.height(),
                        image.bytes());
        if (added > 0) {
            trail.record(
                    "asset.added", "asset", image.sha256(), Map.of("client", brand.clientId()));
        }
        return find(brand.clientId(), image.sha256());
    }

    /**
     * @param sha256 lower-case hex
     * @throws NotFoundException when the client has no such picture, or is not the caller's to see
     */
    public AssetRow find(@NotNull UUID clientId, @NotNull String sha256) {
        return database.first(
                        """
                        select encode(a.sha256, 'hex'), a.media_type, a.width, a.height, octet_length(a.bytes)
                        from asset a where a.client_id = ? and a.sha256 = decode(?, 'hex')""",
                        row ->
                                new AssetRow(
                                        row.text(1),
                                        row.text(2),
                                        row.number(3),
                                        row.number(4),
                                        row.big(5),
                                        url(clientId, row.text(1))),
                        clientId,
                        sha256)
                .orElseThrow(() -> new NotFoundException("asset"));
    }

    /** Where a page may show a picture that it got from {@link Posts}. */
    public String url(@NotNull UUID clientId, @NotNull String sha256) {
        return links.url(caller.agencyId(), clientId, sha256, isVendor() ? caller.id() : "");
    }

    /**
     * Before the picture is stored: a vendor's person sees only pictures with a statement of
     * theirs.
     */
    private void stateRights(BrandRow brand, SniffedImage image, String rights) {
        database.update(
                """
                insert into asset_rights (id, client_id, sha256, statement, assignment_id)
                select ?, ?, decode(?, 'hex'), ?,
                       (select a.id from assignment a where a.brand_id = ? and a.id = any (open_assignments())
                         order by a.ends_at desc, a.id limit 1)""",
                Ids.next(clock),
                brand.clientId(),
                image.sha256(),
                rights,
                brand.id());
    }

    private boolean isVendor() {
        return caller.isVendorSide();
    }
}
