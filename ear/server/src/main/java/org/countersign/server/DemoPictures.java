package org.countersign.server;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Pictures for the demo's posts and its agencies' logos, drawn here: nobody else's rights are in
 * them.
 */
final class DemoPictures {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 780;
    private static final int LOGO = 256;

    private DemoPictures() {}

    /**
     * @param name {@code cup}, {@code beans} or {@code hills}
     */
    static byte[] png(String name) throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = pen(image);
        switch (name) {
            case "cup" -> cup(pen);
            case "beans" -> beans(pen);
            case "hills" -> hills(pen);
            default -> throw new IllegalArgumentException(name);
        }
        pen.dispose();
        return written(image);
    }

    /**
     * An agency's mark, on nothing.
     *
     * @param name {@code pine} or {@code lantern}
     */
    static byte[] logo(String name) {
        var image = new BufferedImage(LOGO, LOGO, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = pen(image);
        switch (name) {
            case "pine" -> pine(pen);
            case "lantern" -> lantern(pen);
            default -> throw new IllegalArgumentException(name);
        }
        pen.dispose();
        try {
            return written(image);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A tree above two waves. */
    private static void pine(Graphics2D pen) {
        pen.setColor(new Color(0x0F5F5C));
        for (int storey = 0; storey < 3; storey++) {
            int top = 12 + storey * 42;
            int half = 40 + storey * 20;
            var branches = new Path2D.Double();
            branches.moveTo(128, top);
            branches.lineTo(128 + half, top + 72);
            branches.lineTo(128 - half, top + 72);
            branches.closePath();
            pen.fill(branches);
        }
        pen.fillRect(118, 166, 20, 26);
        pen.setColor(new Color(0x3A9A94));
        pen.setStroke(new BasicStroke(13, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int row = 0; row < 2; row++) {
            var wave = new Path2D.Double();
            int y = 208 + row * 30;
            wave.moveTo(24, y);
            wave.curveTo(60, y - 20, 92, y + 20, 128, y);
            wave.curveTo(164, y - 20, 196, y + 20, 232, y);
            pen.draw(wave);
        }
    }

    /** A light behind bars, with rays. */
    private static void lantern(Graphics2D pen) {
        pen.setColor(new Color(0x5A45A8));
        pen.setStroke(new BasicStroke(14, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.drawArc(98, 14, 60, 60, 0, 180);
        pen.fillRoundRect(70, 48, 116, 26, 14, 14);
        pen.fillRoundRect(62, 212, 132, 28, 14, 14);
        pen.drawLine(80, 80, 80, 206);
        pen.drawLine(176, 80, 176, 206);
        disc(pen, 128, 143, 32, new Color(0xE0952B));
        pen.setStroke(new BasicStroke(10, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int side : new int[] {-1, 1}) {
            pen.drawLine(128 + side * 76, 143, 128 + side * 108, 143);
            pen.drawLine(128 + side * 72, 112, 128 + side * 98, 96);
            pen.drawLine(128 + side * 72, 174, 128 + side * 98, 190);
        }
    }

    private static Graphics2D pen(BufferedImage image) {
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return pen;
    }

    private static byte[] written(BufferedImage image) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static void cup(Graphics2D pen) {
        sky(pen, new Color(0xEAD9C4), new Color(0xF4E8D6));
        disc(pen, 930, 240, 160, new Color(0xF8EEDD));
        hill(pen, 540, 0.9, new Color(0xD9BFA0));
        table(pen);
        pen.setColor(new Color(0xFBF7F0));
        pen.fillRoundRect(430, 320, 320, 280, 120, 150);
        pen.setStroke(new BasicStroke(30));
        pen.drawArc(690, 370, 140, 130, -90, 180);
        pen.setColor(new Color(0xEFE5D6));
        pen.fillOval(425, 285, 330, 80);
        pen.setColor(new Color(0x4C2A18));
        pen.fillOval(450, 300, 280, 52);
        pen.setStroke(new BasicStroke(14, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.setColor(new Color(255, 255, 255, 170));
        steam(pen, 530);
        steam(pen, 600);
        steam(pen, 670);
    }

    private static void beans(Graphics2D pen) {
        sky(pen, new Color(0xF0C98D), new Color(0xF8E6C8));
        disc(pen, 600, 380, 210, new Color(0xFBEFD8));
        table(pen);
        for (int i = 0; i < 26; i++) {
            bean(pen, 90 + i * 43, 585 + i * 97 % 140, i * 37 % 360);
        }
    }

    private static void hills(Graphics2D pen) {
        sky(pen, new Color(0xBFD9DE), new Color(0xF3E7D3));
        disc(pen, 300, 260, 90, new Color(0xFDF3D8));
        hill(pen, 430, 1.3, new Color(0x8FB7B8));
        hill(pen, 520, 0.8, new Color(0x5F958F));
        hill(pen, 620, 0.5, new Color(0x3F7A75));
        pen.setPaint(
                new GradientPaint(0, 660, new Color(0xE7D7B5), 0, HEIGHT, new Color(0xD8C39A)));
        pen.fillRect(0, 680, WIDTH, 100);
    }

    private static void sky(Graphics2D pen, Color above, Color below) {
        pen.setPaint(new GradientPaint(0, 0, above, 0, HEIGHT, below));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
    }

    private static void table(Graphics2D pen) {
        pen.setPaint(
                new GradientPaint(0, 540, new Color(0x92593A), 0, HEIGHT, new Color(0x6B3F26)));
        pen.fillRect(0, 545, WIDTH, 235);
    }

    private static void hill(Graphics2D pen, int base, double height, Color colour) {
        var line = new Path2D.Double();
        line.moveTo(0, HEIGHT);
        for (int x = 0; x <= WIDTH; x += 10) {
            double wave = Math.sin(x / 170.0 + base) + 0.6 * Math.sin(x / 67.0 + base * 2.0);
            line.lineTo(x, base - 60 * height * wave);
        }
        line.lineTo(WIDTH, HEIGHT);
        line.closePath();
        pen.setColor(colour);
        pen.fill(line);
    }

    private static void disc(Graphics2D pen, int x, int y, int radius, Color colour) {
        pen.setColor(colour);
        pen.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private static void steam(Graphics2D pen, int x) {
        var line = new Path2D.Double();
        line.moveTo(x, 260);
        line.curveTo(x - 40, 210, x + 40, 180, x, 120);
        pen.draw(line);
    }

    private static void bean(Graphics2D pen, int x, int y, int degrees) {
        var turned = (Graphics2D) pen.create();
        turned.rotate(Math.toRadians(degrees), x, y);
        turned.setColor(new Color(0x3F2415));
        turned.fillOval(x - 40, y - 26, 80, 52);
        turned.setColor(new Color(0x8B5A3A));
        turned.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        turned.drawArc(x - 60, y - 30, 90, 60, -50, 90);
        turned.dispose();
    }
}
