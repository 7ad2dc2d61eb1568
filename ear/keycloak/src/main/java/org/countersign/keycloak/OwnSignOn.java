package org.countersign.keycloak;

import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.OrganizationDomainModel;
import org.keycloak.models.OrganizationModel;
import org.keycloak.organization.OrganizationProvider;

/** The identity provider that a client named for a mail domain. */
final class OwnSignOn {

    private OwnSignOn() {}

    /** The provider's alias, when the address lies in a domain whose people sign in elsewhere. */
    static Optional<String> of(OrganizationProvider organizations, String address) {
        int at = address.lastIndexOf('@');
        if (at < 0 || at == address.length() - 1) {
            return Optional.empty();
        }
        var domain = address.substring(at + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(organizations.getByDomainName(domain))
                .filter(OrganizationModel::isEnabled)
                .flatMap(
                        organization ->
                                organization
                                        .getIdentityProviders()
                                        .filter(IdentityProviderModel::isEnabled)
                                        .filter(provider -> serves(provider, domain))
                                        .map(IdentityProviderModel::getAlias)
                                        .findFirst());
    }

    private static boolean serves(IdentityProviderModel provider, String domain) {
        var named = provider.getConfig().get(OrganizationModel.ORGANIZATION_DOMAIN_ATTRIBUTE);
        return domain.equalsIgnoreCase(named) || OrganizationDomainModel.ANY_DOMAIN.equals(named);
    }
}
