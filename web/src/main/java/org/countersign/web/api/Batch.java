package org.countersign.web.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.countersign.platform.Page;
import org.countersign.platform.Paging;

/**
 * Which part of a list is asked for. Lists go by id, that is by age: what arrives meanwhile comes
 * at the end, and nothing is skipped or told twice.
 */
public class Batch {

    @QueryParam("after")
    @DefaultValue("")
    String after;

    @QueryParam("limit")
    @DefaultValue("25")
    String limit;

    @Context UriInfo uri;

    /** Makes a list's own record, whose items have a type that the description shows. */
    @FunctionalInterface
    interface Shape<I> {
        Record of(List<I> items, long total, Optional<String> next);
    }

    Paging paging() {
        return Paging.batch(after, size());
    }

    <R, I> Response answer(Page<R> page, Function<R, I> item, Shape<I> shape) {
        Optional<String> next = page.next().map(cursor -> next(uri, cursor));
        Record list = shape.of(page.rows().stream().map(item).toList(), page.total(), next);
        var response =
                Response.ok(JsonRecords.write(list).toString(), MediaType.APPLICATION_JSON_TYPE);
        next.ifPresent(link -> response.header("Link", "<" + link + ">; rel=\"next\""));
        return response.build();
    }

    private static String next(UriInfo uri, String cursor) {
        return next(RestApplication.ROOT + "/" + uri.getPath(), uri.getQueryParameters(), cursor);
    }

    /** The same list with the same filters, after the cursor. */
    static String next(String path, MultivaluedMap<String, String> parameters, String cursor) {
        var link = new StringBuilder(path.replace("//", "/")).append('?');
        parameters.keySet().stream()
                .filter(name -> !name.equals("after"))
                .sorted()
                .forEach(
                        name ->
                                parameters
                                        .get(name)
                                        .forEach(
                                                value ->
                                                        link.append(encoded(name))
                                                                .append('=')
                                                                .append(encoded(value))
                                                                .append('&')));
        return link.append("after=").append(encoded(cursor)).toString();
    }

    private int size() {
        try {
            return Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            throw RequestRefusedException.parameter("limit", "request.flaw.number");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
