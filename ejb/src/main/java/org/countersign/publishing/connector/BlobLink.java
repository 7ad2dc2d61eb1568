package org.countersign.publishing.connector;

/** The content address (CID) a server of the AT protocol must give to these bytes. */
final class BlobLink {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    /** Version 1, raw bytes, SHA-256 of 32 bytes. */
    private static final byte[] PREFIX = {0x01, 0x55, 0x12, 0x20};

    private BlobLink() {}

    static String of(byte[] sha256) {
        StringBuilder link = new StringBuilder("b");
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < PREFIX.length + sha256.length; i++) {
            byte next = i < PREFIX.length ? PREFIX[i] : sha256[i - PREFIX.length];
            buffer = (buffer << 8) | (next & 0xFF);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                link.append(ALPHABET.charAt((buffer >> bits) & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) {
            link.append(ALPHABET.charAt((buffer << (5 - bits)) & 31));
        }
        return link.toString();
    }
}
