package org.countersign.platform.pictures;

import static org.countersign.platform.pictures.ImageRefusedException.Reason.DAMAGED;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.TRAILING_DATA;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.TRUNCATED;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.UNSUPPORTED;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A JPEG read marker by marker; what remains draws the picture and nothing else.
 *
 * <p>Phones put previews, depth maps and films behind the end of the picture: these fall away. A
 * tail that a browser or an unpacker could take for a file of its own is refused.
 *
 * @param orientation as EXIF says, 1 if it says nothing
 */
record JpegFile(int width, int height, int orientation, byte[] bytes) {

    private static final int MAX_SCANS = 100;

    static JpegFile read(byte[] file) {
        return new Reader(file).read();
    }

    private static final class Reader {

        private final byte[] file;
        private final ByteArrayOutputStream out;
        private int at = 2;
        private int width;
        private int height;
        private int orientation = 1;
        private int scans;

        Reader(byte[] file) {
            this.file = file;
            this.out = new ByteArrayOutputStream(file.length);
        }

        JpegFile read() {
            out.write(0xFF);
            out.write(0xD8);
            while (true) {
                int marker = marker();
                if (marker == 0xD9) {
                    break;
                }
                segment(marker);
            }
            out.write(0xFF);
            out.write(0xD9);
            if (width == 0 || scans == 0) {
                throw new ImageRefusedException(DAMAGED);
            }
            checkTail();
            return new JpegFile(width, height, orientation, out.toByteArray());
        }

        private int marker() {
            if (next() != 0xFF) {
                throw new ImageRefusedException(DAMAGED);
            }
            int marker = next();
            while (marker == 0xFF) {
                marker = next();
            }
            return marker;
        }

        private void segment(int marker) {
            boolean frame =
                    marker >= 0xC0
                            && marker <= 0xCF
                            && marker != 0xC4
                            && marker != 0xC8
                            && marker != 0xCC;
            boolean known =
                    frame
                            || marker == 0xC4
                            || marker == 0xDA
                            || marker == 0xDB
                            || marker == 0xDD
                            || marker == 0xFE
                            || (marker >= 0xE0 && marker <= 0xEF);
            if (!known || marker > 0xC2 && frame) {
                throw new ImageRefusedException(UNSUPPORTED);
            }
            int begin = at;
            int length = next() << 8 | next();
            int end = begin + length;
            if (length < 2) {
                throw new ImageRefusedException(DAMAGED);
            }
            if (end > file.length) {
                throw new ImageRefusedException(TRUNCATED);
            }
            at = end;
            int data = begin + 2;
            if (frame) {
                frame(data, end);
            }
            if (marker == 0xE1) {
                exif(data, end);
            } else if (marker == 0xE0) {
                header(data, end);
            } else if (marker < 0xE0
                    || (marker == 0xE2 && named(data, end, "ICC_PROFILE\0"))
                    || (marker == 0xEE && named(data, end, "Adobe"))) {
                copy(marker, begin, end);
            }
            if (marker == 0xDA) {
                scan();
            }
        }

        private void frame(int data, int end) {
            if (width != 0 || end - data < 6) {
                throw new ImageRefusedException(DAMAGED);
            }
            int precision = file[data] & 0xFF;
            height = (file[data + 1] & 0xFF) << 8 | (file[data + 2] & 0xFF);
            width = (file[data + 3] & 0xFF) << 8 | (file[data + 4] & 0xFF);
            int components = file[data + 5] & 0xFF;
            ImageSniffer.requireSize(width, height);
            if (precision != 8 || (components != 1 && components != 3)) {
                throw new ImageRefusedException(UNSUPPORTED);
            }
        }

        /** Keeps how to read the colours, drops the preview. */
        private void header(int data, int end) {
            if (named(data, end, "JFIF\0") && end - data >= 14) {
                out.write(0xFF);
                out.write(0xE0);
                out.write(0);
                out.write(16);
                out.write(file, data, 12);
                out.write(0);
                out.write(0);
            }
        }

        private void scan() {
            if (width == 0 || ++scans > MAX_SCANS) {
                throw new ImageRefusedException(DAMAGED);
            }
            int begin = at;
            while (true) {
                if (at + 1 >= file.length) {
                    throw new ImageRefusedException(TRUNCATED);
                }
                int after = file[at + 1] & 0xFF;
                boolean stays =
                        (file[at] & 0xFF) != 0xFF || after == 0 || (after >= 0xD0 && after <= 0xD7);
                if (!stays && after != 0xFF) {
                    break;
                }
                at++;
            }
            out.write(file, begin, at - begin);
        }

        private void exif(int data, int end) {
            if (!named(data, end, "Exif\0\0")) {
                return;
            }
            try {
                ByteBuffer tiff = ByteBuffer.wrap(file, data + 6, end - data - 6).slice();
                tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
                int directory = tiff.getInt(4);
                int entries = tiff.getShort(directory) & 0xFFFF;
                for (int i = 0; i < entries; i++) {
                    int entry = directory + 2 + i * 12;
                    if ((tiff.getShort(entry) & 0xFFFF) == 0x0112) {
                        int value = tiff.getShort(entry + 8) & 0xFFFF;
                        orientation = value >= 1 && value <= 8 ? value : 1;
                        return;
                    }
                }
            } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
                // metadata nobody can read turn nothing
                orientation = 1;
            }
        }

        private void checkTail() {
            String tail =
                    new String(file, at, file.length - at, StandardCharsets.ISO_8859_1)
                            .toLowerCase(Locale.ROOT);
            for (String sign :
                    new String[] {
                        "pk\3\4",
                        "pk\5\6",
                        "rar!",
                        "7z\u00bc\u00af",
                        "%pdf",
                        "<html",
                        "<script",
                        "<svg",
                        "<?php",
                        "<!doctype"
                    }) {
                if (tail.contains(sign)) {
                    throw new ImageRefusedException(TRAILING_DATA);
                }
            }
        }

        private void copy(int marker, int begin, int end) {
            out.write(0xFF);
            out.write(marker);
            out.write(file, begin, end - begin);
        }

        private boolean named(int data, int end, String name) {
            byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
            if (end - data < bytes.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if (file[data + i] != bytes[i]) {
                    return false;
                }
            }
            return true;
        }

        private int next() {
            if (at >= file.length) {
                throw new ImageRefusedException(TRUNCATED);
            }
            return file[at++] & 0xFF;
        }
    }
}
