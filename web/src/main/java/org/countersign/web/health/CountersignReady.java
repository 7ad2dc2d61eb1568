package org.countersign.web.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * The one proof that the application is there: the server answers {@code UP} with no checks at all
 * while nothing is deployed, so whoever asks must look for this name.
 */
@Readiness
@ApplicationScoped
public class CountersignReady implements HealthCheck {

    static final String NAME = "countersign";

    private static final System.Logger LOG = System.getLogger(CountersignReady.class.getName());
    private static final int SECONDS = 2;

    @Resource(lookup = "java:app/jdbc/countersign")
    DataSource database;

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named(NAME);
        try (var connection = database.getConnection();
                var query = connection.createStatement()) {
            query.setQueryTimeout(SECONDS);
            query.executeQuery("select from agency_host limit 1").close();
            return answer.up().build();
        } catch (SQLException failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "not ready: the database does not answer",
                    failure);
            return answer.down().withData("database", "does not answer").build();
        }
    }
}
