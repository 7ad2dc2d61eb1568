package org.countersign.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.content.Assets;
import org.countersign.content.PostDraft;
import org.countersign.content.PostDraft.MediaDraft;
import org.countersign.content.PostDraft.VariantDraft;
import org.countersign.content.PostFilter;
import org.countersign.content.PostRow;
import org.countersign.content.Posts;
import org.countersign.content.RevisionRow;
import org.countersign.platform.NotFoundException;
import org.countersign.platform.Paging;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Posts, their plan and their revisions. */
@Path("posts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Posts")
public class PostsResource {

    @EJB Posts posts;
    @EJB Assets assets;
    @Inject ApiRequest request;

    /**
     * A post.
     *
     * @param state DRAFT, IN_REVIEW, CHANGES_REQUESTED, REJECTED, APPROVED, or the worst state of
     *     its publications
     * @param plannedAt when it should go out
     * @param revisionId its newest revision
     * @param version goes into If-Match of whatever changes or submits it
     */
    public record Post(
            UUID id,
            String title,
            UUID brandId,
            String brandName,
            UUID clientId,
            @Schema(implementation = String.class) ZoneId zone,
            UUID campaignId,
            String campaignName,
            String state,
            Instant plannedAt,
            Instant changedAt,
            UUID revisionId,
            int revisionNumber,
            long version) {}

    /** Part of a list. */
    public record PostList(List<Post> items, long total, Optional<String> next) {}

    /**
     * One idea with a text for each channel. Its campaign says which brand it is for.
     *
     * @param plannedAt when it should go out; its day in the brand's zone is the window that is
     *     approved
     */
    public record PostBody(
            UUID campaignId, String title, Instant plannedAt, List<VariantBody> variants) {

        PostDraft draft() {
            return new PostDraft(
                    campaignId,
                    title,
                    plannedAt,
                    variants.stream().map(VariantBody::draft).toList());
        }
    }

    /** The text and pictures for one channel. */
    public record VariantBody(
            UUID channelId, Optional<String> text, Optional<List<MediumBody>> media) {

        VariantDraft draft() {
            return new VariantDraft(
                    channelId,
                    text.orElse(""),
                    media.orElse(List.of()).stream().map(MediumBody::draft).toList());
        }
    }

    /**
     * An uploaded picture and what it shows.
     *
     * @param sha256 as the upload answered
     * @param alt the description for those who do not see it
     */
    public record MediumBody(String sha256, Optional<String> alt) {

        MediaDraft draft() {
            return new MediaDraft(sha256, alt.orElse(""));
        }
    }

    /** Another moment inside the window of the newest revision. */
    public record Plan(Instant plannedAt) {}

    /**
     * A revision in a post's history.
     *
     * @param digest over the digests of its variants, lower-case hex
     */
    public record RevisionItem(
            UUID id,
            UUID postId,
            int number,
            String digest,
            String authorId,
            String authorName,
            Instant createdAt) {}

    /** Part of a list. */
    public record RevisionList(List<RevisionItem> items, long total, Optional<String> next) {}

    @GET
    @Operation(operationId = "listPosts", summary = "Posts, by brand, campaign, state and title")
    @APIResponseSchema(value = PostList.class, responseDescription = "Posts")
    public Response list(
            @BeanParam Batch batch,
            @QueryParam("brand") String brand,
            @QueryParam("campaign") String campaign,
            @Parameter(
                            description = "Any of these; repeat it for several",
                            schema = @Schema(implementation = ShownState.class))
                    @QueryParam("state")
                    List<String> states,
            @Parameter(description = "Part of the title") @QueryParam("text") @DefaultValue("")
                    String text) {
        var filter =
                new PostFilter(
                        ApiRequest.filter("brand", brand),
                        ApiRequest.filter("campaign", campaign),
                        ApiRequest.choices("state", ShownState.class, states).stream()
                                .map(Enum::name)
                                .toList(),
                        ApiRequest.text("text", text));
        return batch.answer(posts.list(filter, batch.paging()), PostsResource::post, PostList::new);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createPost", summary = "Write a post; it starts as a draft")
    @APIResponseSchema(
            value = Post.class,
            responseCode = "201",
            responseDescription = "The new post")
    public Response create(PostBody body) {
        var draft = body.draft();
        return request.once(
                body,
                () -> posts.create(draft),
                id -> {
                    var row = posts.find(id);
                    return ApiRequest.created("/posts/" + id, post(row), row.version());
                });
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getPost", summary = "One post")
    @APIResponseSchema(value = Post.class, responseDescription = "The post")
    public Response find(@PathParam("id") String id) {
        var row = posts.find(ApiRequest.id(id));
        return request.show(post(row), row.version());
    }

    @PUT
    @Path("{id}/plan")
    @Consumes(MediaType.APPLICATION_JSON)
    @NeedsVersion
    @Operation(
            operationId = "planPost",
            summary = "Move a post inside its window, which keeps what was decided")
    @APIResponseSchema(value = Post.class, responseDescription = "The post as it is now")
    public Response plan(@PathParam("id") String id, Plan body) {
        UUID post = ApiRequest.id(id);
        long version = request.version();
        return request.change(
                () -> {
                    posts.move(post, version, body.plannedAt());
                    return post;
                },
                moved -> {
                    var row = posts.find(moved);
                    return ApiRequest.changed(post(row), row.version());
                });
    }

    @GET
    @Path("{id}/revisions")
    @Operation(operationId = "listRevisions", summary = "A post's revisions")
    @APIResponseSchema(value = RevisionList.class, responseDescription = "Revisions, oldest first")
    public Response revisions(@PathParam("id") String id, @BeanParam Batch batch) {
        return batch.answer(
                posts.revisions(ApiRequest.id(id), batch.paging()),
                PostsResource::item,
                RevisionList::new);
    }

    @POST
    @Path("{id}/revisions")
    @Consumes(MediaType.APPLICATION_JSON)
    @NeedsVersion
    @Operation(
            operationId = "revisePost",
            summary = "Save a change as a new revision; what was decided on older ones ends")
    @APIResponseSchema(
            value = Post.class,
            responseCode = "201",
            responseDescription = "The post; ETag is its new version, Location its new revision")
    public Response revise(@PathParam("id") String id, PostBody body) {
        UUID post = ApiRequest.id(id);
        long version = request.version();
        var draft = body.draft();
        return request.once(
                body,
                () -> {
                    posts.revise(post, version, draft);
                    return post;
                },
                revised -> {
                    var row = posts.find(revised);
                    return ApiRequest.created(
                            "/posts/%s/revisions/%d".formatted(revised, row.revisionNumber()),
                            post(row),
                            row.version());
                });
    }

    @GET
    @Path("{id}/revisions/{revision}")
    @Operation(
            operationId = "getRevision",
            summary =
                    "One revision, by id or number: exactly what would be sent, and its screening")
    @APIResponseSchema(value = RevisionShapes.Revision.class, responseDescription = "The revision")
    public Response revision(@PathParam("id") String id, @PathParam("revision") String idOrNumber) {
        UUID post = ApiRequest.id(id);
        UUID revision =
                idOrNumber.matches("[0-9]{1,9}")
                        ? numbered(post, Integer.parseInt(idOrNumber))
                        : ApiRequest.id(idOrNumber);
        var view = posts.revision(revision);
        if (!view.postId().equals(post)) {
            throw new NotFoundException("revision");
        }
        return request.show(
                new RevisionShapes(assets).revision(view, posts.find(post).clientId()),
                ApiRequest.tag(view.digest()));
    }

    private UUID numbered(UUID post, int number) {
        // newest first, and numbers have no gaps
        int newest = posts.find(post).revisionNumber();
        if (number < 1 || number > newest) {
            throw new NotFoundException("revision");
        }
        return posts.revisions(post, Paging.table(newest - number, 1, "", false))
                .rows()
                .get(0)
                .id();
    }

    private static RevisionItem item(RevisionRow row) {
        return new RevisionItem(
                row.id(),
                row.postId(),
                row.number(),
                row.digest(),
                row.authorId(),
                row.authorName(),
                row.createdAt());
    }

    static Post post(PostRow row) {
        return new Post(
                row.id(),
                row.title(),
                row.brandId(),
                row.brandName(),
                row.clientId(),
                row.zone(),
                row.campaignId(),
                row.campaignName(),
                row.state(),
                row.plannedAt(),
                row.changedAt(),
                row.revisionId(),
                row.revisionNumber(),
                row.version());
    }
}
