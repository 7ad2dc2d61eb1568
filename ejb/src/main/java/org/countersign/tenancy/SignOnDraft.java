package org.countersign.tenancy;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/**
 * A sign-on as the client's owner describes it.
 *
 * @param issuer where {@code /.well-known/openid-configuration} is found
 * @param oidcClientId the name under which the provider knows us
 * @param secret absent to keep the one that is there; needed where the issuer is another
 * @param domains of the client's mail domains those whose people sign in there
 */
public record SignOnDraft(
        @NotNull @Size(min = 1, max = 500) String issuer,
        @NotNull @Size(min = 1, max = 200) String oidcClientId,
        @NotNull Optional<@Size(min = 1, max = 500) String> secret,
        @NotNull @Size(min = 1, max = 20) List<String> domains) {}
