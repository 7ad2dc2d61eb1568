package org.countersign.campaign;

import static java.util.Objects.requireNonNull;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.UUID;
import org.countersign.platform.InvalidInputException;
import org.countersign.platform.TenantSession;
import org.eclipse.persistence.annotations.Multitenant;
import org.eclipse.persistence.annotations.TenantDiscriminatorColumn;

/** A brand's effort with an aim and flight dates; every post belongs to one. */
@Entity
@Multitenant
@TenantDiscriminatorColumn(name = "agency_id", contextProperty = TenantSession.AGENCY)
@Table(name = "campaign")
public class Campaign {

    public static final int NAME_MAX = 120;
    public static final int OBJECTIVE_MAX = 300;
    public static final int BRIEF_MAX = 4000;

    @Id private UUID id;

    @Column(name = "brand_id")
    private UUID brandId;

    private String name;
    private String objective;
    private String brief;

    @Column(name = "starts_on")
    private LocalDate startsOn;

    @Column(name = "ends_on")
    private LocalDate endsOn;

    @Column(name = "created_by")
    private String createdBy;

    @Version private long version;

    protected Campaign() {
        // for JPA
    }

    Campaign(UUID id, UUID brandId, CampaignDraft draft, String createdBy) {
        this.id = requireNonNull(id);
        this.brandId = requireNonNull(brandId);
        this.createdBy = requireNonNull(createdBy);
        reshape(draft);
    }

    /**
     * @throws InvalidInputException when the flight ends before it starts
     */
    void reshape(CampaignDraft draft) {
        if (draft.endsOn().isBefore(draft.startsOn())) {
            throw new InvalidInputException("endsOn", "campaign.refused.dates");
        }
        name = draft.name().strip();
        objective = draft.objective().strip();
        brief = draft.brief().strip();
        startsOn = draft.startsOn();
        endsOn = draft.endsOn();
    }

    public UUID id() {
        return id;
    }

    public UUID brandId() {
        return brandId;
    }

    long version() {
        return version;
    }
}
