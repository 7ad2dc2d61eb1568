package org.countersign.web.operator;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import org.countersign.tenancy.identity.KeycloakAdmin;
import org.countersign.tenancy.identity.KeycloakException;
import org.countersign.tenancy.operator.InstallationHealth;
import org.countersign.tenancy.operator.OperatorTenant;

/** Backs {@code /operator/health.xhtml}: each part of the installation, asked now. */
@Named
@RequestScoped
public class HealthPage {

    private static final long MEGABYTE = 1 << 20;

    @EJB InstallationHealth health;
    @Inject KeycloakAdmin keycloak;

    private List<InstallationHealth.Backlog> backlog;
    private InstallationHealth.DatabaseFacts database;
    private Map<String, Long> agencies;
    private boolean keycloakUp;

    public void load() {
        backlog = health.backlog();
        database = health.database();
        agencies = health.agencies();
        try {
            keycloakUp = keycloak.realms().find(OperatorTenant.AGENCY).isPresent();
        } catch (KeycloakException down) {
            keycloakUp = false;
        }
    }

    /** {@code published} when all is well, else {@code failed}: the names of the marks. */
    public String mark(InstallationHealth.Backlog work) {
        return work.overdue() == 0 && work.failing() == 0 ? "published" : "failed";
    }

    public long getDatabaseMegabytes() {
        return database.bytes() / MEGABYTE;
    }

    public List<InstallationHealth.Backlog> getBacklog() {
        return backlog;
    }

    public InstallationHealth.DatabaseFacts getDatabase() {
        return database;
    }

    public Map<String, Long> getAgencies() {
        return agencies;
    }

    public boolean isKeycloakUp() {
        return keycloakUp;
    }
}
