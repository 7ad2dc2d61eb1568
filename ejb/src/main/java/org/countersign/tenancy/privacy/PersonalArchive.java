package org.countersign.tenancy.privacy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The ZIP that a person gets: one JSON file a section, and an index that says what each is. */
final class PersonalArchive {

    static final String INDEX = "index.txt";

    private static final String BUNDLE = "org.countersign.tenancy.privacy.texts";

    private PersonalArchive() {}

    /**
     * @param sections name to content; each becomes {@code <name>.json} and a line of the index
     * @param words the agency's name, the person's name, the day it was made
     */
    static byte[] of(Map<String, JsonObject> sections, String language, Object... words) {
        Locale locale = Locale.forLanguageTag(language);
        var texts = ResourceBundle.getBundle(BUNDLE, locale);
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            var index =
                    new StringBuilder(
                            new MessageFormat(texts.getString("index.head"), locale).format(words));
            sections.forEach(
                    (name, content) ->
                            index.append(name)
                                    .append(".json\n    ")
                                    .append(texts.getString("index.section." + name))
                                    .append("\n\n"));
            index.append(texts.getString("index.foot"));
            write(zip, INDEX, index.toString());
            for (var section : sections.entrySet()) {
                write(zip, section.getKey() + ".json", readable(section.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String readable(JsonObject content) {
        var text = new StringWriter();
        var pretty = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
        try (var writer = pretty.createWriter(text)) {
            writer.writeObject(content);
        }
        return text.toString().strip() + "\n";
    }
}
