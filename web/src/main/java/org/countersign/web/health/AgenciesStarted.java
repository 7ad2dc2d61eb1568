package org.countersign.web.health;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import org.countersign.demo.DemoAgencies;
import org.countersign.tenancy.operator.OperatorTenant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Up as soon as somebody can sign in as operator and, in the demo, to its agencies. */
@Startup
@ApplicationScoped
public class AgenciesStarted implements HealthCheck {

    @EJB OperatorTenant operator;
    @EJB DemoAgencies demo;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("agencies")
                .status(operator.isDone() && demo.isDone())
                .withData("operator", operator.obstacle())
                .withData("demo", demo.obstacle())
                .build();
    }
}
