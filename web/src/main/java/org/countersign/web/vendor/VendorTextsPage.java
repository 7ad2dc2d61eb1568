package org.countersign.web.vendor;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.countersign.platform.Paging;
import org.countersign.tenancy.vendor.VendorText;
import org.countersign.tenancy.vendor.VendorTextDraft;
import org.countersign.tenancy.vendor.VendorTexts;
import org.countersign.web.shell.Notices;

/** Backs {@code /vendor/texts.xhtml}: what vendors' people accept, in versions. */
@Named
@ViewScoped
public class VendorTextsPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB VendorTexts texts;
    @Inject Notices notices;

    private String kind = VendorText.Kind.NDA.name();
    private String title;
    private String body;
    private transient List<VendorText> all;

    public String write() {
        var draft =
                new VendorTextDraft(
                        VendorText.Kind.valueOf(kind),
                        title == null ? "" : title,
                        body == null ? "" : body);
        if (!notices.attempt(() -> texts.write(draft))) {
            return null;
        }
        notices.done("vendor_texts.message.written");
        notices.forgetDrafts();
        return "/vendor/texts?faces-redirect=true";
    }

    /** All versions, by kind, the newest first. */
    public List<VendorText> getAll() {
        if (all == null) {
            all = texts.list(Optional.empty(), Paging.table(0, Paging.SIZE_MAX, "", false)).rows();
        }
        return all;
    }

    /** The first of its kind in the list: what new terms ask for. */
    public boolean newest(VendorText text) {
        return getAll().stream()
                .filter(other -> other.kind() == text.kind())
                .findFirst()
                .filter(text::equals)
                .isPresent();
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getBody() {
        return body;
    }

    public void setBody(String body) {
        this.body = body;
    }
}
