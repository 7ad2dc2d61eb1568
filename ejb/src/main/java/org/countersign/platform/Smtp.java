package org.countersign.platform;

import jakarta.activation.DataHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The operator's mail server. With a user it insists on STARTTLS. */
@ApplicationScoped
class Smtp {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final String TIMEOUT_MS = "10000";

    @Inject Settings settings;

    /** Sends at once; never called inside a transaction. */
    void send(Mail mail, Letterhead head) throws MessagingException {
        var message = new MimeMessage(session());
        message.setFrom(named(settings.smtpFrom(), head.sender()));
        if (!head.replyTo().isEmpty()) {
            message.setReplyTo(new Address[] {named(head.replyTo(), head.sender())});
        }
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
        message.setSubject(mail.subject(), UTF_8);
        message.setContent(written(mail, head));
        message.setHeader("Content-Language", mail.language());
        message.setHeader("Auto-Submitted", "auto-generated");
        Transport.send(message);
    }

    /** As plain text, and as a page with the agency's head. */
    private static Multipart written(Mail mail, Letterhead head) throws MessagingException {
        var text = new MimeBodyPart();
        text.setText(mail.text(), UTF_8);
        var page = new MimeBodyPart();
        page.setText(MailPage.of(mail, head), UTF_8, "html");
        if (!head.hasLogo()) {
            return new MimeMultipart("alternative", text, page);
        }
        var logo = new MimeBodyPart();
        logo.setDataHandler(new DataHandler(new ByteArrayDataSource(head.logo(), head.logoType())));
        logo.setContentID("<" + MailPage.LOGO + ">");
        logo.setDisposition(Part.INLINE);
        var whole = new MimeBodyPart();
        whole.setContent(new MimeMultipart("related", page, logo));
        return new MimeMultipart("alternative", text, whole);
    }

    private static InternetAddress named(String address, String name) throws MessagingException {
        try {
            return new InternetAddress(address, name, UTF_8);
        } catch (UnsupportedEncodingException impossible) {
            throw new MessagingException(UTF_8, impossible);
        }
    }

    private Session session() {
        boolean secured = settings.smtpUser().isPresent();
        var properties = new Properties();
        properties.put("mail.smtp.host", settings.smtpHost());
        properties.put("mail.smtp.port", Integer.toString(settings.smtpPort()));
        properties.put("mail.smtp.connectiontimeout", TIMEOUT_MS);
        properties.put("mail.smtp.timeout", TIMEOUT_MS);
        properties.put("mail.smtp.writetimeout", TIMEOUT_MS);
        properties.put("mail.smtp.auth", Boolean.toString(secured));
        properties.put("mail.smtp.starttls.required", Boolean.toString(secured));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        if (!secured) {
            return Session.getInstance(properties);
        }
        return Session.getInstance(
                properties,
                new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication(
                                settings.smtpUser().orElseThrow(),
                                settings.smtpPassword().orElse(""));
                    }
                });
    }
}
