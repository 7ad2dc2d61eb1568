package org.countersign.web.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.countersign.platform.SecretKeyFile;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The configuration that decides who is believed and what the outside calls us. */
@ApplicationScoped
class SecuritySettings {

    private static final System.Logger LOG = System.getLogger(SecuritySettings.class.getName());
    private static final String HOST = "{host}";
    private static final int SECRET_BYTES = 32;

    @Inject
    @ConfigProperty(name = "countersign.public-url", defaultValue = "http://{host}:8080")
    String publicUrl;

    @Inject
    @ConfigProperty(name = "countersign.media-url", defaultValue = "http://media.localhost:8080")
    URI mediaUrl;

    @Inject
    @ConfigProperty(name = "countersign.trusted-proxies")
    Optional<String> trustedProxies;

    @Inject
    @ConfigProperty(name = "countersign.management-token")
    Optional<String> managementToken;

    @Inject
    @ConfigProperty(name = "countersign.secret-key-file")
    Optional<String> secretKeyFile;

    private TrustedProxies proxies;
    private SignInAttempts attempts;

    @PostConstruct
    void read() {
        if (!publicUrl.contains(HOST)) {
            throw new IllegalStateException("countersign.public-url must contain " + HOST);
        }
        proxies = TrustedProxies.of(trustedProxies.orElse(""));
        attempts = new SignInAttempts(secret(), https());
    }

    /** The address of an agency's pages without a path; has no slash at the end. */
    String publicUrl(String host) {
        String url = publicUrl.replace(HOST, host);
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    boolean https() {
        return publicUrl.startsWith("https:");
    }

    String mediaHost() {
        return mediaUrl.getHost();
    }

    /** Scheme, host and port of user media, for the content security policy. */
    String mediaOrigin() {
        return origin(mediaUrl);
    }

    TrustedProxies proxies() {
        return proxies;
    }

    Optional<String> managementToken() {
        return managementToken.filter(token -> !token.isBlank());
    }

    SignInAttempts attempts() {
        return attempts;
    }

    static String origin(URI uri) {
        return uri.getScheme()
                + "://"
                + uri.getHost()
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private byte[] secret() {
        if (secretKeyFile.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "countersign.secret-key-file is not set: a sign-in that is under way ends with"
                            + " this process and cannot be finished on another node");
            var secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            return secret;
        }
        // a sign-in lasts minutes: the current key is enough, and one that is under way while the
        // key
        // changes begins again
        return SecretKeyFile.read(Path.of(secretKeyFile.get())).get(0).root();
    }
}
