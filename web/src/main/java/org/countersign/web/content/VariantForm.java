package org.countersign.web.content;

import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import org.countersign.content.limits.Limit;
import org.countersign.content.limits.Network;
import org.countersign.content.limits.NetworkLimits;
import org.countersign.platform.text.PlainText;
import org.countersign.safety.ScreeningView;
import org.countersign.safety.matching.Action;
import org.countersign.safety.matching.Finding;
import org.countersign.tenancy.ChannelRow;

/** One channel's part of the composer. */
public class VariantForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private final UUID channelId;
    private final String network;
    private final String handle;
    private final boolean connected;
    private boolean included;
    private String text = "";
    private transient ScreeningView screening;
    private transient Preview preview;

    VariantForm(ChannelRow channel, boolean included) {
        channelId = channel.id();
        network = channel.network();
        handle = channel.handle();
        connected = channel.connected();
        this.included = included;
    }

    void show(ScreeningView asked, Preview shown) {
        screening = asked;
        preview = shown;
    }

    /** Puts a rule's suggestion in the place of what it found. */
    void fix(int number) {
        for (Finding finding : getFindings()) {
            boolean stands =
                    finding.end() <= text.length()
                            && text.substring(finding.start(), finding.end())
                                    .equals(finding.matched());
            if (finding.number() == number && stands) {
                text =
                        text.substring(0, finding.start())
                                + finding.suggestion()
                                + text.substring(finding.end());
                return;
            }
        }
    }

    public List<Finding> getFindings() {
        return Preview.findings(screening);
    }

    public Preview getPreview() {
        return preview;
    }

    /** A rule that stops submitting. */
    public boolean isBlocked() {
        return getFindings().stream().anyMatch(f -> f.action() == Action.BLOCK);
    }

    /** What the network allows of a text, for the counters below the field. */
    public List<Limit> getTextLimits() {
        return Network.byId(network).map(NetworkLimits::limits).orElse(List.of()).stream()
                .filter(limit -> limit.subject() == Limit.Subject.TEXT)
                .toList();
    }

    public UUID getChannelId() {
        return channelId;
    }

    public String getNetwork() {
        return network;
    }

    public String getHandle() {
        return handle;
    }

    public boolean isConnected() {
        return connected;
    }

    public boolean isIncluded() {
        return included;
    }

    public void setIncluded(boolean included) {
        this.included = included;
    }

    public String getText() {
        return text;
    }

    /** Browsers send carriage returns; networks and digests know line feeds only. */
    public void setText(String text) {
        this.text = text == null ? "" : PlainText.withLineFeeds(text);
    }
}
