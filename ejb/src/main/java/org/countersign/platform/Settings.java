package org.countersign.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the operator set. Names and meanings: docs/operations.md. */
@ApplicationScoped
public class Settings {

    @Inject
    @ConfigProperty(name = "countersign.mode", defaultValue = "production")
    String mode;

    @Inject
    @ConfigProperty(name = "countersign.public-url")
    String publicUrl;

    @Inject
    @ConfigProperty(name = "countersign.media-url")
    String mediaUrl;

    @Inject
    @ConfigProperty(name = "countersign.secret-key-file")
    String secretKeyFile;

    @Inject
    @ConfigProperty(name = "countersign.base-domain", defaultValue = "localhost")
    String baseDomain;

    @Inject
    @ConfigProperty(name = "countersign.operator-mail")
    Optional<String> operatorMail;

    @Inject
    @ConfigProperty(name = "countersign.keycloak-url")
    String keycloakUrl;

    @Inject
    @ConfigProperty(name = "countersign.keycloak-admin-url")
    Optional<String> keycloakAdminUrl;

    @Inject
    @ConfigProperty(
            name = "countersign.keycloak-client-id",
            defaultValue = "countersign-provisioner")
    String keycloakClientId;

    @Inject
    @ConfigProperty(name = "countersign.keycloak-client-secret")
    Optional<String> keycloakClientSecret;

    @Inject
    @ConfigProperty(name = "countersign.backchannel-url")
    Optional<String> backchannelUrl;

    @Inject
    @ConfigProperty(name = "countersign.outbound-exceptions")
    Optional<String> outboundExceptions;

    @Inject
    @ConfigProperty(name = "countersign.demo-file")
    Optional<String> demoFile;

    @Inject
    @ConfigProperty(name = "countersign.smtp.host", defaultValue = "127.0.0.1")
    String smtpHost;

    @Inject
    @ConfigProperty(name = "countersign.smtp.port", defaultValue = "25")
    int smtpPort;

    @Inject
    @ConfigProperty(name = "countersign.smtp.user")
    Optional<String> smtpUser;

    @Inject
    @ConfigProperty(name = "countersign.smtp.password")
    Optional<String> smtpPassword;

    @Inject
    @ConfigProperty(name = "countersign.smtp.from", defaultValue = "countersign@localhost")
    String smtpFrom;

    public boolean isDemo() {
        return "demo".equals(mode);
    }

    /** Address of an agency's pages, without a slash at the end. */
    public String agencyUrl(String host) {
        return publicUrl.replace("{host}", host);
    }

    /** Address of the host that serves people's media and knows no cookie. */
    public String mediaUrl() {
        return mediaUrl;
    }

    /** Below it lie the hosts of agencies that have no other. */
    public String baseDomain() {
        return baseDomain;
    }

    /** Who becomes the first operator. */
    public Optional<String> operatorMail() {
        return operatorMail;
    }

    /** The issuer of a realm, exactly as its tokens name it. */
    public String issuer(String realm) {
        return keycloakUrl.replaceAll("/+$", "") + "/realms/" + realm;
    }

    /** Keycloak's administration as the application reaches it. */
    public String keycloakAdminUrl() {
        return keycloakAdminUrl.orElse(keycloakUrl);
    }

    /** The client of the realm master that may make realms. */
    public String keycloakClientId() {
        return keycloakClientId;
    }

    /** Empty where nobody set up provisioning. */
    public Optional<String> keycloakClientSecret() {
        return keycloakClientSecret;
    }

    /** The application as Keycloak reaches it to tell of a sign-out, without a slash at the end. */
    public String backchannelUrl(String host) {
        return backchannelUrl.orElse(publicUrl).replace("{host}", host);
    }

    /** Exact {@code host:port} entries that the outbound client may reach although private. */
    public Set<String> outboundExceptions() {
        return outboundExceptions.stream()
                .flatMap(entries -> Stream.of(entries.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The people and things of the demo; empty outside it. */
    public Optional<Path> demoFile() {
        return isDemo() ? demoFile.map(Path::of) : Optional.empty();
    }

    public String smtpHost() {
        return smtpHost;
    }

    public int smtpPort() {
        return smtpPort;
    }

    public Optional<String> smtpUser() {
        return smtpUser;
    }

    public Optional<String> smtpPassword() {
        return smtpPassword;
    }

    public String smtpFrom() {
        return smtpFrom;
    }

    /** The keys from outside the database, the current one first. */
    List<SecretKeyFile.Key> secretKeys() {
        return SecretKeyFile.read(Path.of(secretKeyFile));
    }
}
