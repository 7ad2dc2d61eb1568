package org.countersign.platform.pictures;

import static org.countersign.platform.pictures.ImageRefusedException.Reason.ANIMATED;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.DAMAGED;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.EMPTY;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.NOT_AN_IMAGE;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.TOO_LARGE;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.TOO_MANY_PIXELS;
import static org.countersign.platform.pictures.ImageRefusedException.Reason.UNSUPPORTED;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.countersign.platform.CanonicalJson;

/**
 * Decides by content alone what an upload is, and makes of it the bytes that are stored.
 *
 * <p>JPEG and PNG keep their pixels bit by bit and lose everything else (EXIF with its places,
 * comments, previews, unknown chunks). Two cases are encoded anew: a JPEG whose EXIF turns it,
 * since the turn would be lost with it, and a still GIF, which becomes a PNG. WebP, AVIF, HEIC and
 * SVG are refused: the JDK decodes none of them. The size is read from the header and bounded
 * before any pixel is decoded; then the whole image must decode.
 */
public final class ImageSniffer {

    public static final int MAX_BYTES = 20 * 1024 * 1024;
    public static final int MAX_PIXELS = 25_000_000;
    public static final int MAX_SIDE = 12_000;

    private static final Logger LOG = System.getLogger(ImageSniffer.class.getName());
    private static final float QUALITY = 0.92f;

    /**
     * A decoded image takes up to 100 MB; more than two at once would crowd out everything else.
     */
    private static final Semaphore DECODING = new Semaphore(2);

    private ImageSniffer() {}

    /**
     * Reads an upload.
     *
     * @throws ImageRefusedException if it is not stored
     */
    public static SniffedImage sniff(byte[] upload) {
        if (upload.length == 0) {
            throw new ImageRefusedException(EMPTY);
        }
        if (upload.length > MAX_BYTES) {
            throw new ImageRefusedException(TOO_LARGE);
        }
        if (starts(upload, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return png(PngFile.read(upload));
        }
        if (starts(upload, 0, 0xFF, 0xD8, 0xFF)) {
            return jpeg(JpegFile.read(upload));
        }
        if (starts(upload, 0, 'G', 'I', 'F', '8')) {
            return gif(GifFile.read(upload), upload);
        }
        boolean otherImage =
                (starts(upload, 0, 'R', 'I', 'F', 'F') && starts(upload, 8, 'W', 'E', 'B', 'P'))
                        || starts(upload, 4, 'f', 't', 'y', 'p')
                        || starts(upload, 0, 'B', 'M')
                        || starts(upload, 0, 'I', 'I', '*', 0)
                        || starts(upload, 0, 'M', 'M', 0, '*')
                        || markup(upload).contains("<svg");
        throw new ImageRefusedException(otherImage ? UNSUPPORTED : NOT_AN_IMAGE);
    }

    /** Refuses what would take too much memory to decode. */
    static void requireSize(int width, int height) {
        if (width <= 0 || height <= 0) {
            throw new ImageRefusedException(DAMAGED);
        }
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > MAX_PIXELS) {
            throw new ImageRefusedException(TOO_MANY_PIXELS);
        }
    }

    static boolean starts(byte[] bytes, int at, int... expected) {
        if (bytes.length < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[at + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static SniffedImage png(PngFile file) {
        DECODING.acquireUninterruptibly();
        try {
            decode("png", file.bytes(), file.width(), file.height());
        } finally {
            DECODING.release();
        }
        return stored("image/png", file.width(), file.height(), file.bytes());
    }

    private static SniffedImage jpeg(JpegFile file) {
        DECODING.acquireUninterruptibly();
        try {
            BufferedImage image = decode("jpeg", file.bytes(), file.width(), file.height());
            if (file.orientation() == 1) {
                return stored("image/jpeg", file.width(), file.height(), file.bytes());
            }
            BufferedImage upright = upright(image, file.orientation());
            byte[] bytes = encodeJpeg(upright);
            return stored(
                    "image/jpeg",
                    upright.getWidth(),
                    upright.getHeight(),
                    JpegFile.read(bytes).bytes());
        } finally {
            DECODING.release();
        }
    }

    private static SniffedImage gif(GifFile file, byte[] upload) {
        if (file.frames() != 1) {
            throw new ImageRefusedException(file.frames() == 0 ? DAMAGED : ANIMATED);
        }
        DECODING.acquireUninterruptibly();
        try {
            BufferedImage frame = decode("gif", upload, file.frameWidth(), file.frameHeight());
            BufferedImage whole =
                    new BufferedImage(file.width(), file.height(), BufferedImage.TYPE_INT_ARGB);
            Graphics2D canvas = whole.createGraphics();
            canvas.drawImage(frame, file.frameLeft(), file.frameTop(), null);
            canvas.dispose();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
                ImageIO.write(whole, "png", to);
            }
            byte[] bytes = PngFile.read(out.toByteArray()).bytes();
            return stored("image/png", file.width(), file.height(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            DECODING.release();
        }
    }

    private static SniffedImage stored(String mediaType, int width, int height, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new ImageRefusedException(TOO_LARGE);
        }
        String digest = CanonicalJson.hex(CanonicalJson.sha256(bytes));
        return new SniffedImage(mediaType, width, height, bytes, digest);
    }

    private static BufferedImage decode(String format, byte[] bytes, int width, int height) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        AtomicBoolean damaged = new AtomicBoolean();
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, false, true);
            reader.addIIOReadWarningListener(
                    (source, warning) -> {
                        String text = warning.toLowerCase(Locale.ROOT);
                        if (text.contains("premature") || text.contains("corrupt")) {
                            damaged.set(true);
                        }
                    });
            if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
                throw new ImageRefusedException(DAMAGED);
            }
            BufferedImage image = reader.read(0);
            if (damaged.get() || image.getWidth() != width || image.getHeight() != height) {
                throw new ImageRefusedException(DAMAGED);
            }
            return image;
        } catch (ImageRefusedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // the decoders answer hostile bytes with exceptions of every kind
            LOG.log(Level.DEBUG, "an image that does not decode", e);
            throw new ImageRefusedException(DAMAGED);
        } finally {
            reader.dispose();
        }
    }

    /** Turned and mirrored as EXIF says, in the standard colour space. */
    private static BufferedImage upright(BufferedImage image, int orientation) {
        int width = image.getWidth();
        int height = image.getHeight();
        AffineTransform turn =
                switch (orientation) {
                    case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
                    case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
                    case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
                    case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
                    case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
                    case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
                    case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
                    default -> new AffineTransform();
                };
        boolean sideways = orientation >= 5;
        BufferedImage upright =
                new BufferedImage(
                        sideways ? height : width,
                        sideways ? width : height,
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = upright.createGraphics();
        canvas.drawImage(image, turn, null);
        canvas.dispose();
        return upright;
    }

    private static byte[] encodeJpeg(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            writer.setOutput(to);
            writer.write(null, new IIOImage(image, List.of(), null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static String markup(byte[] upload) {
        return new String(
                        Arrays.copyOf(upload, Math.min(upload.length, 1024)),
                        StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
    }
}
