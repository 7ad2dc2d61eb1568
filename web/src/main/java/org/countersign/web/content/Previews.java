package org.countersign.web.content;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.UUID;
import org.countersign.content.Assets;
import org.countersign.content.RevisionView.VariantView;
import org.countersign.safety.matching.Finding;

/** Makes previews of stored variants, from their canonical bytes. */
@RequestScoped
public class Previews {

    @EJB Assets assets;

    /** How a brand appears on its posts. */
    public record Face(UUID clientId, String name, String initials, int colour) {}

    /**
     * @param withFindings for the agency; a client's people see what goes out, not our notes on it
     */
    public List<Preview> of(List<VariantView> variants, Face face, boolean withFindings) {
        return variants.stream().map(v -> preview(v, face, withFindings)).toList();
    }

    private Preview preview(VariantView variant, Face face, boolean withFindings) {
        List<Finding> findings = withFindings ? Preview.findings(variant.screening()) : List.of();
        var content = variant.content();
        return new Preview(
                content.network(),
                variant.channel().handle(),
                face.name(),
                face.initials(),
                face.colour(),
                content.languages().isEmpty() ? "" : content.languages().get(0),
                Pieces.of(content.text(), findings),
                content.media().stream()
                        .map(
                                m ->
                                        new Preview.Picture(
                                                assets.url(face.clientId(), m.sha256()),
                                                m.alt(),
                                                m.width(),
                                                m.height()))
                        .toList(),
                Pieces.links(content.text()),
                findings);
    }
}
