package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.countersign.tenancy.BrandDraft;
import org.countersign.tenancy.BrandHoliday;
import org.countersign.tenancy.BrandLink;
import org.countersign.tenancy.BrandProfile;
import org.countersign.tenancy.BrandProfiles;
import org.countersign.tenancy.BrandRow;
import org.countersign.tenancy.Brands;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The brands that the caller may see, and what is kept of each. */
@Path("brands")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Clients and brands")
public class BrandsResource {

    @EJB Brands brands;
    @EJB BrandProfiles profiles;
    @Inject ApiRequest request;

    /**
     * A brand.
     *
     * @param zone IANA time zone; a post's window is a whole day of it
     * @param languages IETF tags, the first is the one that posts are written in
     * @param channelsConnected how many of its channels have a credential
     */
    public record Brand(
            UUID id,
            UUID clientId,
            String clientName,
            String name,
            @Schema(implementation = String.class) ZoneId zone,
            List<String> languages,
            long channels,
            long channelsConnected,
            long version) {}

    /** Part of a list. */
    public record BrandList(List<Brand> items, long total, Optional<String> next) {}

    /** A day on which the brand's people do not work. */
    public record Holiday(LocalDate day, String name) {}

    /** A page of the brand on the web. */
    public record ProfileLink(BrandLink.Kind kind, String url) {}

    /**
     * A link and what came of the last look at it.
     *
     * @param failure what was wrong with it; null when the page was there
     */
    public record SeenLink(
            BrandLink.Kind kind,
            String url,
            Optional<Instant> checkedAt,
            Optional<String> failure) {}

    /**
     * What is kept of a brand for those who work for it.
     *
     * @param jurisdictions ISO 3166 codes
     * @param voice how it speaks
     * @param voiceDo words it likes
     * @param voiceDont words it does not use
     */
    public record Profile(
            UUID id,
            UUID clientId,
            String name,
            String initials,
            int colour,
            @Schema(implementation = String.class) ZoneId zone,
            List<String> languages,
            String sector,
            List<String> jurisdictions,
            String voice,
            List<String> voiceDo,
            List<String> voiceDont,
            List<DayOfWeek> workingDays,
            List<Holiday> holidays,
            List<SeenLink> links,
            long version) {}

    /** A new brand of a client. */
    public record NewBrand(
            UUID clientId,
            String name,
            String initials,
            int colour,
            String zone,
            List<String> languages,
            Optional<String> sector,
            Optional<List<String>> jurisdictions,
            Optional<String> voice,
            Optional<List<String>> voiceDo,
            Optional<List<String>> voiceDont,
            Optional<List<DayOfWeek>> workingDays,
            Optional<List<Holiday>> holidays,
            Optional<List<ProfileLink>> links) {

        BrandDraft draft() {
            return new BrandChange(
                            name,
                            initials,
                            colour,
                            zone,
                            languages,
                            sector,
                            jurisdictions,
                            voice,
                            voiceDo,
                            voiceDont,
                            workingDays,
                            holidays,
                            links)
                    .draft();
        }
    }

    /** What a brand shall be from now on, as a whole; what is left out becomes empty. */
    public record BrandChange(
            String name,
            String initials,
            int colour,
            String zone,
            List<String> languages,
            Optional<String> sector,
            Optional<List<String>> jurisdictions,
            Optional<String> voice,
            Optional<List<String>> voiceDo,
            Optional<List<String>> voiceDont,
            Optional<List<DayOfWeek>> workingDays,
            Optional<List<Holiday>> holidays,
            Optional<List<ProfileLink>> links) {

        BrandDraft draft() {
            return new BrandDraft(
                    name,
                    initials,
                    colour,
                    zone,
                    languages,
                    sector.orElse(""),
                    jurisdictions.orElse(List.of()),
                    voice.orElse(""),
                    voiceDo.orElse(List.of()),
                    voiceDont.orElse(List.of()),
                    workingDays
                            .<Set<DayOfWeek>>map(LinkedHashSet::new)
                            .orElse(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)),
                    holidays.orElse(List.of()).stream()
                            .map(h -> new BrandHoliday(h.day(), h.name()))
                            .toList(),
                    links.orElse(List.of()).stream()
                            .map(l -> new BrandLink(l.kind(), l.url()))
                            .toList());
        }
    }

    @GET
    @Operation(operationId = "listBrands", summary = "Brands, of one client or all")
    @APIResponseSchema(value = BrandList.class, responseDescription = "Brands")
    public Response list(@BeanParam Batch batch, @QueryParam("client") String client) {
        return batch.answer(
                brands.list(ApiRequest.filter("client", client), batch.paging()),
                BrandsResource::brand,
                BrandList::new);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getBrand", summary = "One brand")
    @APIResponseSchema(value = Brand.class, responseDescription = "The brand")
    public Response find(@PathParam("id") String id) {
        var row = brands.find(ApiRequest.id(id));
        return request.show(brand(row), row.version());
    }

    @GET
    @Path("{id}/profile")
    @Operation(operationId = "getBrandProfile", summary = "A brand's profile")
    @APIResponseSchema(value = Profile.class, responseDescription = "The profile")
    public Response profile(@PathParam("id") String id) {
        var profile = profiles.find(ApiRequest.id(id));
        return request.show(profile(profile), profile.brand().version());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createBrand", summary = "Add a brand to a client")
    @APIResponseSchema(
            value = Profile.class,
            responseCode = "201",
            responseDescription = "The new brand")
    public Response create(NewBrand body) {
        var draft = body.draft();
        return request.once(
                body,
                () -> profiles.create(body.clientId(), draft),
                id -> {
                    var made = profiles.find(id);
                    return ApiRequest.created(
                            "/brands/" + id, profile(made), made.brand().version());
                });
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @NeedsVersion
    @Operation(operationId = "changeBrand", summary = "Change a brand and its profile, as a whole")
    @APIResponseSchema(value = Profile.class, responseDescription = "The brand as it is now")
    public Response change(@PathParam("id") String id, BrandChange body) {
        UUID brand = ApiRequest.id(id);
        long version = request.version();
        var draft = body.draft();
        return request.change(
                () -> {
                    profiles.change(brand, version, draft);
                    return brand;
                },
                changed -> {
                    var now = profiles.find(changed);
                    return ApiRequest.changed(profile(now), now.brand().version());
                });
    }

    private static Profile profile(BrandProfile profile) {
        BrandRow brand = profile.brand();
        return new Profile(
                brand.id(),
                brand.clientId(),
                brand.name(),
                brand.initials(),
                brand.colour(),
                brand.zone(),
                brand.languages(),
                profile.sector(),
                profile.jurisdictions(),
                profile.voice(),
                profile.voiceDo(),
                profile.voiceDont(),
                List.copyOf(profile.calendar().days()),
                profile.calendar().list().stream()
                        .map(h -> new Holiday(h.day(), h.name()))
                        .toList(),
                profile.links().stream()
                        .map(
                                l ->
                                        new SeenLink(
                                                l.link().kind(),
                                                l.link().url(),
                                                l.checkedAt(),
                                                l.failure()))
                        .toList(),
                brand.version());
    }

    private static Brand brand(BrandRow row) {
        return new Brand(
                row.id(),
                row.clientId(),
                row.clientName(),
                row.name(),
                row.zone(),
                row.languages(),
                row.channels(),
                row.channelsConnected(),
                row.version());
    }
}
