package org.countersign.platform.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.countersign.platform.CanonicalJson;
import org.countersign.platform.pictures.ImageRefusedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageSnifferTest {

    @Test
    void keepsThePixelsOfAPngAndDropsTheRest() throws IOException {
        byte[] plain = encode(picture(40, 30), "png");
        byte[] chatty =
                insert(
                        plain,
                        33,
                        chunk("tEXt", "Comment\0taken at 52.5N 13.4E"),
                        chunk("eXIf", "II*\0"));
        SniffedImage image = ImageSniffer.sniff(chatty);
        assertThat(image.mediaType()).isEqualTo("image/png");
        assertThat(image.width()).isEqualTo(40);
        assertThat(image.height()).isEqualTo(30);
        assertThat(image.bytes()).isEqualTo(ImageSniffer.sniff(plain).bytes());
        assertThat(image.sha256())
                .isEqualTo(CanonicalJson.hex(CanonicalJson.sha256(image.bytes())));
        assertThat(decoded(image).getRGB(3, 4)).isEqualTo(picture(40, 30).getRGB(3, 4));
        assertThat(ImageSniffer.sniff(image.bytes()).bytes()).isEqualTo(image.bytes());
    }

    @Test
    void keepsTheScanOfAJpegAndDropsItsMetadata() throws IOException {
        byte[] plain = encode(picture(40, 30), "jpeg");
        byte[] chatty =
                insert(
                        plain,
                        2,
                        exif(1),
                        segment(0xFE, "a comment"),
                        segment(0xED, "Photoshop 3.0"));
        SniffedImage image = ImageSniffer.sniff(chatty);
        assertThat(image.mediaType()).isEqualTo("image/jpeg");
        assertThat(image.bytes()).isEqualTo(ImageSniffer.sniff(plain).bytes());
        assertThat(new String(image.bytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain("Exif", "comment", "Photoshop");
        assertThat(decoded(image).getRGB(3, 4))
                .isEqualTo(ImageIO.read(new ByteArrayInputStream(plain)).getRGB(3, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "1,40,30,0,0",
        "2,40,30,39,0",
        "3,40,30,39,29",
        "4,40,30,0,29",
        "5,30,40,0,0",
        "6,30,40,29,0",
        "7,30,40,29,39",
        "8,30,40,0,39"
    })
    void turnsAPhotographBeforeItForgetsHowItWasHeld(
            int orientation, int width, int height, int cornerX, int cornerY) throws IOException {
        byte[] held = insert(encode(corner(40, 30), "jpeg"), 2, exif(orientation));
        SniffedImage image = ImageSniffer.sniff(held);
        assertThat(image.width()).isEqualTo(width);
        assertThat(image.height()).isEqualTo(height);
        BufferedImage seen = decoded(image);
        assertThat(seen.getRGB(cornerX, cornerY) & 0xFF).isGreaterThan(200);
        assertThat(seen.getRGB(width - 1 - cornerX, height - 1 - cornerY) & 0xFF).isLessThan(60);
        assertThat(ImageSniffer.sniff(held).sha256()).isEqualTo(image.sha256());
    }

    @Test
    void makesAPngOfAStillGifAndRefusesAMovingOne() throws IOException {
        byte[] still = encode(picture(40, 30), "gif");
        SniffedImage image = ImageSniffer.sniff(still);
        assertThat(image.mediaType()).isEqualTo("image/png");
        assertThat(image.width()).isEqualTo(40);
        int frame = indexOfFrame(still);
        byte[] moving =
                insert(still, still.length - 1, Arrays.copyOfRange(still, frame, still.length - 1));
        assertRefused(moving, Reason.ANIMATED);
    }

    @Test
    void dropsWhatAPhoneAppendsToAJpeg() throws IOException {
        byte[] plain = encode(picture(40, 30), "jpeg");
        byte[] tailed = concat(plain, plain, new byte[100]);
        assertThat(ImageSniffer.sniff(tailed).bytes()).isEqualTo(ImageSniffer.sniff(plain).bytes());
    }

    @Test
    void refusesWhatOnlyPretendsToBeAnImage() {
        assertRefused(new byte[0], Reason.EMPTY);
        assertRefused(
                "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8),
                Reason.NOT_AN_IMAGE);
        assertRefused(
                "<?xml version='1.0'?><svg xmlns='x' onload='a()'/>"
                        .getBytes(StandardCharsets.UTF_8),
                Reason.UNSUPPORTED);
        assertRefused(
                "RIFF\0\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1), Reason.UNSUPPORTED);
        assertRefused("PK\3\4".getBytes(StandardCharsets.ISO_8859_1), Reason.NOT_AN_IMAGE);
        assertRefused(
                "\u0089PNG\r\n\u001a\n<script>".getBytes(StandardCharsets.ISO_8859_1),
                Reason.TRUNCATED);
        assertRefused("\u00ff\u00d8\u00ff".getBytes(StandardCharsets.ISO_8859_1), Reason.TRUNCATED);
        assertRefused("GIF89a".getBytes(StandardCharsets.ISO_8859_1), Reason.TRUNCATED);
        assertRefused("GIF89a=1;//".getBytes(StandardCharsets.ISO_8859_1), null);
        assertRefused(new byte[ImageSniffer.MAX_BYTES + 1], Reason.TOO_LARGE);
    }

    @Test
    void refusesAnArchiveBehindAnImage() throws IOException {
        byte[] zip = "PK\3\4 a zip".getBytes(StandardCharsets.ISO_8859_1);
        for (String format : new String[] {"png", "jpeg", "gif"}) {
            assertRefused(concat(encode(picture(40, 30), format), zip), Reason.TRAILING_DATA);
        }
        assertRefused(
                concat(encode(picture(4, 3), "jpeg"), "<script>".getBytes(StandardCharsets.UTF_8)),
                Reason.TRAILING_DATA);
    }

    @Test
    void refusesAStowawayBehindThePixels() throws IOException {
        byte[] header = new byte[] {0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0};
        byte[] pixels = deflate(new byte[2]);
        byte[] good = pngOf(header, pixels);
        assertThat(ImageSniffer.sniff(good).width()).isOne();
        assertRefused(
                pngOf(header, concat(pixels, "<script>".getBytes(StandardCharsets.UTF_8))),
                Reason.TRAILING_DATA);
        assertRefused(pngOf(header, deflate(new byte[3])), Reason.DAMAGED);
        assertRefused(pngOf(header, deflate(new byte[1])), Reason.TRUNCATED);
    }

    @Test
    void refusesADecompressionBombByItsHeader() throws IOException {
        byte[] huge =
                ByteBuffer.allocate(13)
                        .putInt(50_000)
                        .putInt(50_000)
                        .put(new byte[] {8, 6, 0, 0, 0})
                        .array();
        assertRefused(pngOf(huge, deflate(new byte[1000])), Reason.TOO_MANY_PIXELS);
        byte[] lying =
                ByteBuffer.allocate(13)
                        .putInt(10)
                        .putInt(10)
                        .put(new byte[] {8, 0, 0, 0, 0})
                        .array();
        assertRefused(pngOf(lying, deflate(new byte[50_000_000])), Reason.DAMAGED);
        byte[] negative =
                ByteBuffer.allocate(13)
                        .putInt(-1)
                        .putInt(10)
                        .put(new byte[] {8, 0, 0, 0, 0})
                        .array();
        assertRefused(pngOf(negative, deflate(new byte[10])), Reason.DAMAGED);
        byte[] jpeg = encode(picture(40, 30), "jpeg");
        int frame = indexOfMarker(jpeg, 0xC0);
        jpeg[frame + 5] = (byte) 0xFF;
        jpeg[frame + 6] = (byte) 0xFF;
        assertRefused(jpeg, Reason.TOO_MANY_PIXELS);
        byte[] gif = encode(picture(40, 30), "gif");
        gif[7] = (byte) 0xFF;
        gif[9] = (byte) 0xFF;
        assertRefused(gif, Reason.TOO_MANY_PIXELS);
    }

    @Test
    void refusesADamagedChunk() throws IOException {
        byte[] png = encode(picture(40, 30), "png");
        png[20] ^= 1;
        assertRefused(png, Reason.DAMAGED);
    }

    @Property(tries = 200)
    void neverTakesACutFile(@ForAll @IntRange(min = 0, max = 10_000) int cut) throws IOException {
        for (String format : new String[] {"png", "jpeg", "gif"}) {
            byte[] whole = encode(picture(40, 30), format);
            byte[] part = Arrays.copyOf(whole, cut % whole.length);
            assertThat(
                            catchThrowableOfType(
                                    ImageRefusedException.class, () -> ImageSniffer.sniff(part)))
                    .as(format + " cut at " + part.length)
                    .isNotNull();
        }
    }

    @Property(tries = 300)
    void damageIsRefusedOrHarmless(
            @ForAll @IntRange(min = 0, max = 10_000) int at, @ForAll byte value)
            throws IOException {
        for (String format : new String[] {"png", "jpeg", "gif"}) {
            byte[] damaged = encode(picture(40, 30), format);
            damaged[at % damaged.length] = value;
            try {
                SniffedImage image = ImageSniffer.sniff(damaged);
                assertThat(decoded(image).getWidth()).isEqualTo(image.width());
                assertThat(ImageSniffer.sniff(image.bytes()).sha256()).isEqualTo(image.sha256());
            } catch (ImageRefusedException e) {
                assertThat(e.messageKey()).startsWith("asset.refused.");
            }
        }
    }

    private static void assertRefused(byte[] upload, Reason reason) {
        ImageRefusedException e =
                catchThrowableOfType(ImageRefusedException.class, () -> ImageSniffer.sniff(upload));
        assertThat(e).isNotNull();
        if (reason != null) {
            assertThat(e.reason()).isEqualTo(reason);
        }
    }

    private static BufferedImage picture(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                picture.setRGB(x, y, (x * 6) << 16 | (y * 8) << 8 | 128);
            }
        }
        return picture;
    }

    /** Black, but white in the upper left quarter. */
    private static BufferedImage corner(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width / 2; x++) {
            for (int y = 0; y < height / 2; y++) {
                picture.setRGB(x, y, 0xFFFFFF);
            }
        }
        return picture;
    }

    private static BufferedImage decoded(SniffedImage image) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(image.bytes()));
    }

    private static byte[] encode(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, out)).isTrue();
        return out.toByteArray();
    }

    private static byte[] exif(int orientation) {
        byte[] tiff =
                ByteBuffer.allocate(6 + 8 + 2 + 12 + 4)
                        .put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1))
                        .put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1})
                        .putShort((short) 0x0112)
                        .putShort((short) 3)
                        .putInt(1)
                        .putShort((short) orientation)
                        .array();
        return segment(0xE1, new String(tiff, StandardCharsets.ISO_8859_1));
    }

    private static byte[] segment(int marker, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(bytes.length + 4)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (bytes.length + 2))
                .put(bytes)
                .array();
    }

    private static byte[] chunk(String type, String content) {
        return chunk(type, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] pngOf(byte[] header, byte[] pixels) {
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
        return concat(signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", ""));
    }

    private static byte[] deflate(byte[] raw) {
        Deflater deflater = new Deflater();
        deflater.setInput(raw);
        deflater.finish();
        byte[] out = new byte[raw.length + 1000];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    private static int indexOfMarker(byte[] jpeg, int marker) {
        for (int i = 0; i < jpeg.length - 1; i++) {
            if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == marker) {
                return i;
            }
        }
        throw new IllegalStateException("no such marker");
    }

    private static int indexOfFrame(byte[] gif) {
        int colours = (gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1);
        return 13 + colours;
    }

    private static byte[] insert(byte[] file, int at, byte[]... pieces) {
        return concat(
                Arrays.copyOf(file, at), concat(pieces), Arrays.copyOfRange(file, at, file.length));
    }

    private static byte[] concat(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }
}
