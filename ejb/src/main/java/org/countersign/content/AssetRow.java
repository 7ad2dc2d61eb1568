package org.countersign.content;

/**
 * A stored picture.
 *
 * @param sha256 of the stored bytes, lower-case hex
 * @param bytes size
 * @param url where a signed-in page may show it, for an hour or two
 */
public record AssetRow(
        String sha256, String mediaType, int width, int height, long bytes, String url) {}
