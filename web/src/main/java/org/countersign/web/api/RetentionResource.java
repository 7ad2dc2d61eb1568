package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.EnumMap;
import java.util.List;
import org.countersign.tenancy.privacy.Retention;
import org.countersign.tenancy.privacy.RetentionKind;
import org.countersign.tenancy.privacy.RetentionPeriod;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How long the agency keeps what it may delete. */
@Path("retention")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class RetentionResource {

    @EJB Retention retention;
    @Inject ApiRequest request;

    /**
     * How long a kind of thing is kept, and the bounds.
     *
     * @param standard what counts when the agency says nothing
     */
    public record KeptPeriod(RetentionKind kind, int days, int standard, int least, int most) {}

    /** All of them. */
    public record KeptPeriods(List<KeptPeriod> items) {}

    /** Days for one kind. */
    public record KeptDays(RetentionKind kind, int days) {}

    /** Days to be set; kinds that are not named stay as they are. */
    public record NewKeptDays(List<KeptDays> items) {}

    @GET
    @Operation(operationId = "listRetention", summary = "How long things are kept")
    @APIResponseSchema(value = KeptPeriods.class, responseDescription = "Periods")
    public Response list() {
        return ApiRequest.show(periods());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "setRetention",
            summary = "Set how long things are kept, within their bounds")
    @APIResponseSchema(value = KeptPeriods.class, responseDescription = "Periods")
    public Response set(NewKeptDays body) {
        var days = new EnumMap<RetentionKind, Integer>(RetentionKind.class);
        body.items().forEach(one -> days.put(one.kind(), one.days()));
        return request.change(
                () -> {
                    retention.keep(days);
                    return days;
                },
                kept -> ApiRequest.told(periods()));
    }

    private KeptPeriods periods() {
        return new KeptPeriods(retention.periods().stream().map(RetentionResource::row).toList());
    }

    private static KeptPeriod row(RetentionPeriod period) {
        return new KeptPeriod(
                period.kind(), period.days(), period.standard(), period.least(), period.most());
    }
}
