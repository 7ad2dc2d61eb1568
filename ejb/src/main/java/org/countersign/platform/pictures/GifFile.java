package org.countersign.platform.pictures;

import static org.countersign.platform.pictures.ImageRefusedException.Reason.DAMAGED;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.TRAILING_DATA;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.TRUNCATED;

/** A GIF's frame of blocks: its size, how many pictures it holds, where the last one lies. */
record GifFile(
        int width,
        int height,
        int frames,
        int frameLeft,
        int frameTop,
        int frameWidth,
        int frameHeight) {

    static GifFile read(byte[] file) {
        return new Reader(file).read();
    }

    private static final class Reader {

        private final byte[] file;
        private int at = 6;

        Reader(byte[] file) {
            this.file = file;
        }

        GifFile read() {
            int width = number();
            int height = number();
            ImageSniffer.requireSize(width, height);
            int flags = next();
            at += 2;
            skipColours(flags);
            int frames = 0;
            int left = 0;
            int top = 0;
            int frameWidth = 0;
            int frameHeight = 0;
            while (true) {
                switch (next()) {
                    case 0x21 -> {
                        at++;
                        skipBlocks();
                    }
                    case 0x2C -> {
                        left = number();
                        top = number();
                        frameWidth = number();
                        frameHeight = number();
                        if (left + frameWidth > width
                                || top + frameHeight > height
                                || frameWidth == 0
                                || frameHeight == 0) {
                            throw new ImageRefusedException(DAMAGED);
                        }
                        skipColours(next());
                        at++;
                        skipBlocks();
                        frames++;
                    }
                    case 0x3B -> {
                        if (at != file.length) {
                            throw new ImageRefusedException(TRAILING_DATA);
                        }
                        return new GifFile(
                                width, height, frames, left, top, frameWidth, frameHeight);
                    }
                    default -> throw new ImageRefusedException(DAMAGED);
                }
            }
        }

        private void skipColours(int flags) {
            if ((flags & 0x80) != 0) {
                at += 3 << ((flags & 7) + 1);
            }
        }

        private void skipBlocks() {
            for (int length = next(); length != 0; length = next()) {
                at += length;
            }
        }

        private int number() {
            int low = next();
            return low | next() << 8;
        }

        private int next() {
            if (at >= file.length) {
                throw new ImageRefusedException(TRUNCATED);
            }
            return file[at++] & 0xFF;
        }
    }
}
