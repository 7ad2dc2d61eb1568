package org.countersign.platform;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A mail's text as a page with the agency's head. Mail programs know neither style sheets nor our
 * tokens, so colours stand in the page; those who prefer the plain text have it beside.
 */
final class MailPage {

    /** The logo's name among the parts of the mail. */
    static final String LOGO = "logo@countersign";

    private static final String ACCENT = "#2a49b3";
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+[^\\s<>\".,;:!?)]");
    private static final Pattern GAP = Pattern.compile("\\R{2,}");
    private static final Map<Integer, String> ENTITIES =
            Map.of(
                    (int) '&', "&amp;",
                    (int) '<', "&lt;",
                    (int) '>', "&gt;",
                    (int) '"', "&quot;");

    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="%1$s">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
            <body style="margin:0;padding:24px;background:#f6f5f1;color:#1d1c1a;font:16px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif">
            <div style="max-width:520px;margin:0 auto;padding:24px 28px 28px;background:#ffffff;border:1px solid #e3e0d8;border-top:4px solid %2$s;border-radius:10px">
            <p style="margin:0 0 20px;font-weight:600">%3$s%4$s</p>
            %5$s
            </div>
            </body>
            </html>
            """;

    private static final String PICTURE =
            "<img src=\"cid:"
                    + LOGO
                    + "\" alt=\"\" height=\"36\" style=\"height:36px;width:auto;max-width:160px;"
                    + "margin-right:10px;vertical-align:middle;border:0\">";

    private MailPage() {}

    static String of(Mail mail, Letterhead head) {
        String accent = escaped(head.colour().isEmpty() ? ACCENT : head.colour());
        String words =
                GAP.splitAsStream(mail.text().strip())
                        .map(paragraph -> paragraph(paragraph, accent))
                        .collect(Collectors.joining("\n"));
        return PAGE.formatted(
                escaped(mail.language()),
                accent,
                head.hasLogo() ? PICTURE : "",
                escaped(head.agency()),
                words);
    }

    private static String paragraph(String text, String accent) {
        return "<p style=\"margin:0 0 16px;overflow-wrap:anywhere\">"
                + linked(text, accent)
                + "</p>";
    }

    private static String linked(String text, String accent) {
        var page = new StringBuilder();
        Matcher link = LINK.matcher(text);
        int done = 0;
        while (link.find()) {
            page.append(lines(text.substring(done, link.start())));
            String address = escaped(link.group());
            page.append("<a href=\"").append(address);
            page.append("\" style=\"color:").append(accent).append("\">");
            page.append(address).append("</a>");
            done = link.end();
        }
        return page.append(lines(text.substring(done))).toString();
    }

    private static String lines(String text) {
        return escaped(text).replaceAll("\\R", "<br>\n");
    }

    private static String escaped(String text) {
        return text.codePoints()
                .mapToObj(c -> ENTITIES.getOrDefault(c, Character.toString(c)))
                .collect(Collectors.joining());
    }
}
