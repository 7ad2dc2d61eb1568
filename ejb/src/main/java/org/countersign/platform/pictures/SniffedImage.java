package org.countersign.platform.pictures;

/**
 * An image as it is stored and sent.
 *
 * @param mediaType by content, never by name
 * @param bytes without metadata
 * @param sha256 of these bytes, lower-case hexadecimal
 */
public record SniffedImage(String mediaType, int width, int height, byte[] bytes, String sha256) {

    public SniffedImage {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }
}
