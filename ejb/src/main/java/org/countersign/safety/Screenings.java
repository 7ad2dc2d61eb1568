package org.countersign.safety;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.countersign.platform.Permissions;
import org.countersign.tenancy.Brands;

/** What the rules say of a text while it is being written. */
@Stateless
@RolesAllowed(Permissions.SCREENINGS_ASK)
public class Screenings {

    @EJB Brands brands;
    @Inject Screener screener;

    /**
     * Screens a draft for a channel; nothing is kept.
     *
     * @throws org.countersign.platform.NotFoundException for a channel the caller may not see
     */
    public ScreeningView screen(
            @NotNull UUID channelId, @NotNull String text, @NotNull List<String> altTexts) {
        return screener.screen(
                brands.channel(channelId).id(), new Screener.Surfaces(text, altTexts));
    }
}
