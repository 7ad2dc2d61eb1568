package org.countersign.web.settings;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import org.countersign.tenancy.look.Accent;
import org.countersign.tenancy.look.AgencyLook;
import org.countersign.tenancy.look.AgencyLooks;
import org.countersign.tenancy.look.Logo;
import org.countersign.tenancy.look.LookDraft;
import org.countersign.web.shell.Initials;
import org.countersign.web.shell.Notices;

/**
 * Backs {@code /settings/look.xhtml}. A logo that was sent stays with the page until it is saved:
 * an error elsewhere does not lose it.
 */
@Named
@ViewScoped
public class LookPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String DEFAULT = "#2a49b3";

    /** Drawn nowhere; the page's script puts a chosen file in its place. */
    private static final String NOTHING =
            "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    @EJB AgencyLooks looks;
    @Inject Notices notices;

    private transient Part upload;
    private transient AgencyLooks.Following following;
    private String name;
    private String colour;
    private String mailName;
    private String replyTo;
    private String logoType;
    private byte[] logoBytes;
    private boolean logoChanged;
    private long version;

    public void load() {
        AgencyLook look = looks.current();
        name = look.name();
        colour = look.colour();
        mailName = look.mailName();
        replyTo = look.replyTo();
        version = look.version();
        keep(look.logo());
    }

    public String save() {
        if (!takeUpload()) {
            return null;
        }
        boolean saved =
                notices.attempt(
                        () ->
                                looks.change(
                                        new LookDraft(
                                                filled(name),
                                                filled(colour),
                                                filled(mailName),
                                                filled(replyTo)),
                                        logoChanged ? Optional.of(logo()) : Optional.empty(),
                                        version));
        if (!saved) {
            return null;
        }
        notices.done("look.message.saved");
        notices.forgetDrafts();
        return "/settings/look?faces-redirect=true";
    }

    public void removeLogo() {
        upload = null;
        keep(Logo.NONE);
        logoChanged = true;
    }

    /** False when a file was sent that cannot be a logo. */
    private boolean takeUpload() {
        if (upload == null || upload.getSize() == 0) {
            return true;
        }
        Part sent = upload;
        upload = null;
        return notices.attempt(
                () -> {
                    keep(Logo.of(bytes(sent)));
                    logoChanged = true;
                });
    }

    private void keep(Logo logo) {
        logoType = logo.mediaType();
        logoBytes = logo.bytes();
    }

    private Logo logo() {
        return new Logo(logoType, logoBytes);
    }

    /** One byte more than is taken is enough to refuse it. */
    private static byte[] bytes(Part part) {
        try (InputStream file = part.getInputStream()) {
            return file.readNBytes(Logo.BYTES_MAX + 1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String filled(String typed) {
        return typed == null ? "" : typed;
    }

    public boolean isLogoThere() {
        return logoBytes.length > 0;
    }

    /** Chosen here and not saved. */
    public boolean isLogoChanged() {
        return logoChanged;
    }

    /** The logo as the page holds it, saved or not. */
    public String getLogoData() {
        return isLogoThere()
                ? "data:" + logoType + ";base64," + Base64.getEncoder().encodeToString(logoBytes)
                : NOTHING;
    }

    /** Where the shades of the typed colour are made. */
    public String getPreviewSheet() {
        return "/look/preview.css?colour=" + getShownColour().substring(1);
    }

    /** What is typed, or the product's own colour. */
    public String getShownColour() {
        return Accent.of(colour).map(Accent::hex).orElse(DEFAULT);
    }

    public String getInitials() {
        return Initials.of(name);
    }

    public String getSender() {
        return mailName == null || mailName.isBlank() ? name : mailName;
    }

    /** How far the pages of signing in are. */
    public AgencyLooks.Following getFollowing() {
        if (following == null) {
            following = looks.following();
        }
        return following;
    }

    public Part getUpload() {
        return upload;
    }

    public void setUpload(Part upload) {
        this.upload = upload;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getColour() {
        return colour;
    }

    public void setColour(String colour) {
        this.colour = colour;
    }

    public String getMailName() {
        return mailName;
    }

    public void setMailName(String mailName) {
        this.mailName = mailName;
    }

    public String getReplyTo() {
        return replyTo;
    }

    public void setReplyTo(String replyTo) {
        this.replyTo = replyTo;
    }
}
