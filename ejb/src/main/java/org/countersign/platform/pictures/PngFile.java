package org.countersign.platform.pictures;

import static org.countersign.platform.pictures.ImageRefusedException.Reason.ANIMATED;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.DAMAGED;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.TRAILING_DATA;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.TRUNCATED;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.UNSUPPORTED;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A PNG read chunk by chunk; what remains draws the picture and nothing else. */
record PngFile(int width, int height, byte[] bytes) {

    private static final int SIGNATURE = 8;
    private static final int MAX_PROFILE = 1024 * 1024;
    private static final Set<String> KEPT =
            Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT");
    private static final Set<String> MOVING = Set.of("acTL", "fcTL", "fdAT");

    static PngFile read(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, SIGNATURE);
        in.position(SIGNATURE);
        Header header = null;
        Pixels pixels = null;
        try {
            while (true) {
                if (in.remaining() < 12) {
                    throw new ImageRefusedException(TRUNCATED);
                }
                int begin = in.position();
                int length = in.getInt();
                if (length < 0 || length > in.remaining() - 8) {
                    throw new ImageRefusedException(TRUNCATED);
                }
                String type = new String(file, begin + 4, 4, StandardCharsets.ISO_8859_1);
                int data = begin + 8;
                in.position(data + length);
                checkSum(file, begin + 4, length + 4, in.getInt());
                if (header == null) {
                    if (!type.equals("IHDR") || length != 13) {
                        throw new ImageRefusedException(DAMAGED);
                    }
                    header = Header.read(ByteBuffer.wrap(file, data, length));
                    pixels = new Pixels(header.rawBytes());
                } else if (type.equals("IHDR")) {
                    throw new ImageRefusedException(DAMAGED);
                }
                if (MOVING.contains(type)) {
                    throw new ImageRefusedException(ANIMATED);
                }
                if (type.equals("IDAT")) {
                    pixels.add(file, data, length);
                }
                if (KEPT.contains(type)) {
                    if (type.equals("iCCP") && length > MAX_PROFILE) {
                        throw new ImageRefusedException(DAMAGED);
                    }
                    out.write(file, begin, length + 12);
                } else if (Character.isUpperCase(type.charAt(0))) {
                    throw new ImageRefusedException(UNSUPPORTED);
                }
                if (type.equals("IEND")) {
                    if (in.hasRemaining()) {
                        throw new ImageRefusedException(TRAILING_DATA);
                    }
                    pixels.requireComplete();
                    return new PngFile(header.width(), header.height(), out.toByteArray());
                }
            }
        } finally {
            if (pixels != null) {
                pixels.close();
            }
        }
    }

    private static void checkSum(byte[] file, int from, int length, int expected) {
        CRC32 crc = new CRC32();
        crc.update(file, from, length);
        if ((int) crc.getValue() != expected) {
            throw new ImageRefusedException(DAMAGED);
        }
    }

    private record Header(int width, int height, int bitsPerPixel, boolean interlaced) {

        static Header read(ByteBuffer in) {
            int width = in.getInt();
            int height = in.getInt();
            ImageSniffer.requireSize(width, height);
            int depth = in.get();
            int colour = in.get();
            int compression = in.get();
            int filter = in.get();
            int interlace = in.get();
            int samples =
                    switch (colour) {
                        case 0, 3 -> 1;
                        case 2 -> 3;
                        case 4 -> 2;
                        case 6 -> 4;
                        default -> throw new ImageRefusedException(DAMAGED);
                    };
            if (depth < 1
                    || depth > 16
                    || compression != 0
                    || filter != 0
                    || interlace > 1
                    || interlace < 0) {
                throw new ImageRefusedException(DAMAGED);
            }
            return new Header(width, height, depth * samples, interlace == 1);
        }

        /** How many bytes the pixels are before compression; not one more may come out. */
        long rawBytes() {
            if (!interlaced) {
                return rows(width, height);
            }
            int[][] passes = {
                {0, 0, 8, 8},
                {4, 0, 8, 8},
                {0, 4, 4, 8},
                {2, 0, 4, 4},
                {0, 2, 2, 4},
                {1, 0, 2, 2},
                {0, 1, 1, 2}
            };
            long total = 0;
            for (int[] pass : passes) {
                int across = (width - pass[0] + pass[2] - 1) / pass[2];
                int down = (height - pass[1] + pass[3] - 1) / pass[3];
                total += across > 0 && down > 0 ? rows(across, down) : 0;
            }
            return total;
        }

        private long rows(long across, long down) {
            return ((across * bitsPerPixel + 7) / 8 + 1) * down;
        }
    }

    /** Inflates the pixels to count them, so that neither a bomb nor a stowaway passes. */
    private static final class Pixels {

        private final Inflater inflater = new Inflater();
        private final byte[] sink = new byte[65_536];
        private final long expected;
        private long seen;

        Pixels(long expected) {
            this.expected = expected;
        }

        void add(byte[] file, int from, int length) {
            if (inflater.finished() && length > 0) {
                throw new ImageRefusedException(TRAILING_DATA);
            }
            inflater.setInput(file, from, length);
            try {
                while (!inflater.finished() && !inflater.needsInput()) {
                    seen += inflater.inflate(sink);
                    if (seen > expected || inflater.needsDictionary()) {
                        throw new ImageRefusedException(DAMAGED);
                    }
                }
            } catch (DataFormatException e) {
                throw new ImageRefusedException(DAMAGED);
            }
            if (inflater.getRemaining() > 0) {
                throw new ImageRefusedException(TRAILING_DATA);
            }
        }

        void requireComplete() {
            if (!inflater.finished() || seen != expected) {
                throw new ImageRefusedException(TRUNCATED);
            }
        }

        void close() {
            inflater.end();
        }
    }
}
