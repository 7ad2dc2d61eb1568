package org.countersign.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The operator's mail server. With a user it insists on STARTTLS. */
@ApplicationScoped
class Smtp {

    private static final String TIMEOUT_MS = "10000";

    @Inject Settings settings;

    /** Sends at once; never called inside a transaction. */
    void send(Mail mail) throws MessagingException {
        var message = new MimeMessage(session());
        message.setFrom(new InternetAddress(settings.smtpFrom()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setText(mail.text(), StandardCharsets.UTF_8.name());
        message.setHeader("Content-Language", mail.language());
        message.setHeader("Auto-Submitted", "auto-generated");
        Transport.send(message);
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
