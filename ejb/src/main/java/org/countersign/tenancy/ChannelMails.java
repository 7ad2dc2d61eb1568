package org.countersign.tenancy;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;
import org.countersign.platform.Database;
import org.countersign.platform.Mail;
import org.countersign.platform.Outbox;
import org.countersign.platform.Settings;

/**
 * Mails about a client's accounts: the asked person gets a link that does not sign in, the client's
 * owners hear of each account that is connected or disconnected. In the brand's first language.
 */
@ApplicationScoped
public class ChannelMails {

    private static final String BUNDLE = "org.countersign.tenancy.channel_mails";
    private static final String ACCOUNTS = "/publishing/accounts.xhtml";

    @EJB Agencies agencies;
    @EJB Brands brands;
    @Inject Outbox outbox;
    @Inject Settings settings;
    @Inject Database database;

    void invited(ConnectInvitation invitation, ChannelRow channel) {
        String to =
                database.first(
                                "select mail from person where id = ?",
                                row -> row.text(1),
                                invitation.personId())
                        .orElseThrow();
        BrandRow brand = brands.find(channel.brandId());
        String until =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                        .withLocale(locale(brand))
                        .format(invitation.expiresAt().atZone(brand.zone()));
        send(
                to,
                "invited",
                channel,
                brand,
                invitation.invitedBy(),
                "/publishing/connect.xhtml?id=" + invitation.id(),
                until);
    }

    /** Tells the client's owners who gave a credential, whoever that was. */
    public void connected(ChannelRow channel) {
        tellOwners("connected", channel);
    }

    void disconnected(ChannelRow channel) {
        tellOwners("disconnected", channel);
    }

    private void tellOwners(String kind, ChannelRow channel) {
        BrandRow brand = brands.find(channel.brandId());
        String who =
                database.first(
                                "select name from person where id = bound_person()",
                                row -> row.text(1))
                        .orElse("");
        database.list(
                        """
                        select distinct p.mail from mandate m
                        join person p on p.agency_id = m.agency_id and p.id = m.person_id
                        where m.client_id = ? and m.kind = 'OWNER' and m.ended_at is null and p.active""",
                        row -> row.text(1),
                        brand.clientId())
                .forEach(to -> send(to, kind, channel, brand, who, ACCOUNTS, ""));
    }

    private void send(
            String to,
            String kind,
            ChannelRow channel,
            BrandRow brand,
            String person,
            String path,
            String until) {
        AgencyCard agency = agencies.current();
        Locale locale = locale(brand);
        var texts = ResourceBundle.getBundle(BUNDLE, locale);
        Object[] words = {
            brand.name(),
            channel.handle(),
            person,
            agency.name(),
            settings.agencyUrl(agency.host()) + path,
            until
        };
        outbox.send(
                new Mail(
                        to,
                        format(texts, kind + ".subject", locale, words),
                        format(texts, kind + ".text", locale, words),
                        locale.getLanguage()));
    }

    private static Locale locale(BrandRow brand) {
        return Locale.forLanguageTag(brand.languages().get(0));
    }

    private static String format(ResourceBundle texts, String key, Locale locale, Object[] words) {
        return new MessageFormat(texts.getString(key), locale).format(words);
    }
}
