package org.countersign.tenancy.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.countersign.platform.InvalidInputException;
import org.junit.jupiter.api.Test;

class LogoTest {

    @Test
    void pngAndJpegAreToldByTheirBytes() throws IOException {
        assertThat(Logo.of(picture("png", 200, 80)).mediaType()).isEqualTo("image/png");
        assertThat(Logo.of(picture("jpeg", 200, 80)).mediaType()).isEqualTo("image/jpeg");
    }

    @Test
    void whatElseIsInTheFileIsNotKept() throws IOException {
        byte[] png = picture("png", 64, 64);
        byte[] text = "tEXtComment\0made by Somebody".getBytes(StandardCharsets.ISO_8859_1);
        var crc = new java.util.zip.CRC32();
        crc.update(text);
        var with = new ByteArrayOutputStream();
        with.write(png, 0, 33); // signature and header
        with.write(
                java.nio.ByteBuffer.allocate(text.length + 8)
                        .putInt(text.length - 4)
                        .put(text)
                        .putInt((int) crc.getValue())
                        .array());
        with.write(png, 33, png.length - 33);

        assertThat(Logo.of(with.toByteArray())).isEqualTo(Logo.of(png));
    }

    @Test
    void otherKindsAreRefused() throws IOException {
        for (byte[] other :
                new byte[][] {
                    bytes("<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>"),
                    bytes("<?xml version='1.0'?>\n<svg/>"),
                    bytes("RIFF\0\0\0\0WEBPVP8 "),
                    bytes("<html><body>"),
                    picture("gif", 64, 64)
                }) {
            refused(other, "look.refused.logo_kind");
        }
        refused(new byte[0], "asset.refused.empty");
    }

    @Test
    void aGiantIsRefused() throws IOException {
        refused(picture("png", 1025, 40), "look.refused.logo_pixels");
        refused(picture("png", 40, 1025), "look.refused.logo_pixels");
        refused(bomb(), "look.refused.logo_pixels");
        refused(noise(400, 400), "look.refused.logo_kilobytes");
    }

    @Test
    void aSpeckIsRefused() throws IOException {
        refused(picture("png", 31, 64), "look.refused.logo_small");
    }

    @Test
    void aTornFileIsRefused() throws IOException {
        byte[] png = picture("png", 64, 64);

        refused(Arrays.copyOf(png, png.length - 20), "asset.refused.truncated");
    }

    private static void refused(byte[] upload, String key) {
        assertThatThrownBy(() -> Logo.of(upload))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refused -> {
                            assertThat(refused.messageKey()).isEqualTo(key);
                            assertThat(refused.field()).isEqualTo("logo");
                        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        return written(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format);
    }

    private static byte[] noise(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var random = new Random(7);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, random.nextInt(0xffffff));
            }
        }
        return written(image, "png");
    }

    /** A header that claims more than anybody should decode. */
    private static byte[] bomb() throws IOException {
        byte[] png = picture("png", 64, 64);
        java.nio.ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        var crc = new java.util.zip.CRC32();
        crc.update(png, 12, 17);
        java.nio.ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
        return png;
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }
}
