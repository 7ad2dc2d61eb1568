package org.countersign.web.content;

import java.io.Serializable;
import org.countersign.content.AssetRow;

/** A picture of the composer, with the words for those who do not see it. */
public class PictureForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String sha256;
    private final String url;
    private final int width;
    private final int height;
    private final long bytes;
    private String alt;

    PictureForm(AssetRow asset, String alt) {
        sha256 = asset.sha256();
        url = asset.url();
        width = asset.width();
        height = asset.height();
        bytes = asset.bytes();
        this.alt = alt;
    }

    Preview.Picture preview() {
        return new Preview.Picture(url, alt, width, height);
    }

    public String getSha256() {
        return sha256;
    }

    /** Enough of the digest to tell two pictures apart. */
    public String getShortDigest() {
        return sha256.substring(0, 8);
    }

    public String getUrl() {
        return url;
    }

    public int getWidth() {
        return width;
    }

    public int getHeight() {
        return height;
    }

    public long getKilobytes() {
        return Math.max(1, bytes / 1000);
    }

    public String getAlt() {
        return alt;
    }

    public void setAlt(String alt) {
        this.alt = alt == null ? "" : alt;
    }
}
