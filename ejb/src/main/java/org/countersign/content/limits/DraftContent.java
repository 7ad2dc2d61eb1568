package org.countersign.content.limits;

import java.util.List;

/** What of a variant the limits look at. */
public record DraftContent(String text, List<String> languages, List<DraftImage> images) {

    /** An image as it would be sent. */
    public record DraftImage(String mediaType, long bytes, int width, int height, String altText) {}

    public DraftContent {
        languages = List.copyOf(languages);
        images = List.copyOf(images);
    }
}
