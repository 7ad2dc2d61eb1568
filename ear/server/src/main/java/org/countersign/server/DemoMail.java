package org.countersign.server;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Takes every mail the demo sends and delivers none: they are read on a page. Mails are kept as
 * files, so that they survive a restart.
 */
final class DemoMail implements Part {

    /** One mail as one recipient got it. */
    record Mail(
            int id,
            String to,
            String from,
            String replyTo,
            String subject,
            Instant sent,
            String text,
            String html) {}

    private static final Logger LIBRARY = Logger.getLogger("com.icegreen.greenmail");
    private static final String SUFFIX = ".eml";

    private final Settings settings;
    private final DataDirectory data;
    private GreenMail server;
    private MailPage page;
    private ScheduledExecutorService collector;
    private Path folder;
    private int lastId;

    DemoMail(Settings settings, DataDirectory data) {
        this.settings = settings;
        this.data = data;
    }

    @Override
    public String title() {
        return "Demo mail";
    }

    @Override
    public String start() throws IOException {
        LIBRARY.setLevel(Level.WARNING);
        folder = data.folder("mail");
        lastId = ids().stream().mapToInt(Integer::intValue).max().orElse(0);
        server =
                new GreenMail(
                        new ServerSetup(settings.port(Settings.Port.SMTP), "127.0.0.1", "smtp"));
        server.start();
        page = new MailPage(this, settings);
        collector =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "mail-collector");
                            thread.setDaemon(true);
                            return thread;
                        });
        collector.scheduleWithFixedDelay(this::collectQuietly, 500, 500, TimeUnit.MILLISECONDS);
        return settings.mailPage();
    }

    @Override
    public void stop() {
        if (collector != null) {
            collector.shutdown();
        }
        if (page != null) {
            page.close();
        }
        if (server != null) {
            collectQuietly();
            server.stop();
            server = null;
        }
    }

    /** Newest first; all of them, or those to one address. */
    List<Mail> mails(Optional<String> to) throws IOException {
        collect();
        var mails = new ArrayList<Mail>();
        List<Integer> ids = new ArrayList<>(ids());
        ids.sort(java.util.Comparator.reverseOrder());
        for (int id : ids) {
            Mail mail = read(id);
            if (to.isEmpty() || mail.to().equalsIgnoreCase(to.get())) {
                mails.add(mail);
            }
        }
        return mails;
    }

    Optional<Mail> mail(int id) throws IOException {
        collect();
        return Files.exists(folder.resolve(id + SUFFIX)) ? Optional.of(read(id)) : Optional.empty();
    }

    private List<Integer> ids() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.matches("\\d+\\.eml"))
                    .map(
                            name ->
                                    Integer.valueOf(
                                            name.substring(0, name.length() - SUFFIX.length())))
                    .toList();
        }
    }

    private void collectQuietly() {
        try {
            collect();
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(DemoMail.class.getName())
                    .log(System.Logger.Level.WARNING, "mail not stored", e);
        }
    }

    /** Moves what has arrived from the server's memory to files. */
    private synchronized void collect() throws IOException {
        if (server == null) {
            return;
        }
        for (GreenMailUser user : server.getManagers().getUserManager().listUser()) {
            try {
                MailFolder inbox = server.getManagers().getImapHostManager().getInbox(user);
                for (StoredMessage message : inbox.getMessages()) {
                    store(user.getEmail(), message.getMimeMessage());
                }
                inbox.deleteAllMessages();
            } catch (FolderException | MessagingException e) {
                throw new IOException(e);
            }
        }
    }

    private void store(String to, MimeMessage message) throws IOException, MessagingException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("X-Delivered-To: " + to.toLowerCase(Locale.ROOT) + "\r\n").getBytes());
        message.writeTo(bytes);
        Path fresh = folder.resolve("." + (lastId + 1) + ".new");
        Files.write(fresh, bytes.toByteArray());
        Files.move(fresh, folder.resolve(++lastId + SUFFIX));
    }

    private Mail read(int id) throws IOException {
        Path file = folder.resolve(id + SUFFIX);
        try (InputStream in = Files.newInputStream(file)) {
            var message = new MimeMessage(null, in);
            var texts = new String[] {"", ""};
            collectTexts(message.getContent(), message.getContentType(), texts);
            String[] to = message.getHeader("X-Delivered-To");
            String from = first(message.getFrom());
            String[] answers = message.getHeader("Reply-To");
            String replyTo = answers == null ? "" : first(message.getReplyTo());
            Instant sent =
                    message.getSentDate() == null
                            ? Files.getLastModifiedTime(file).toInstant()
                            : message.getSentDate().toInstant();
            String subject = message.getSubject() == null ? "" : message.getSubject();
            return new Mail(
                    id, to == null ? "" : to[0], from, replyTo, subject, sent, texts[0], texts[1]);
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    private static String first(Address[] addresses) {
        return addresses == null || addresses.length == 0
                ? ""
                : addresses[0] instanceof InternetAddress address
                        ? address.toUnicodeString()
                        : addresses[0].toString();
    }

    private static void collectTexts(Object content, String type, String[] texts)
            throws IOException, MessagingException {
        if (content instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var part = parts.getBodyPart(i);
                collectTexts(part.getContent(), part.getContentType(), texts);
            }
        } else if (content instanceof String text) {
            int kind = type.toLowerCase(Locale.ROOT).startsWith("text/html") ? 1 : 0;
            texts[kind] = texts[kind] + text;
        }
    }
}
