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
import javax.imageio.ImageIO;

/** Pictures for the demo's posts, drawn here so that nobody else's rights are in them. */
final class DemoPictures {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 780;

    private DemoPictures() {}

    /**
     * @param name {@code cup}, {@code beans} or {@code hills}
     */
    static byte[] png(String name) throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        switch (name) {
            case "cup" -> cup(pen);
            case "beans" -> beans(pen);
            case "hills" -> hills(pen);
            default -> throw new IllegalArgumentException(name);
        }
        pen.dispose();
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
